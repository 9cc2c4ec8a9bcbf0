package io.nagare.redis;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A network of two ends, this one and that of a server, whose cable can be cut. It is a network namespace of Linux, so
 * it needs the program {@code ip} and the right to use it. Closing it takes both ends away.
 */
final class CutNetwork implements AutoCloseable {

    private static final String HERE = "10.213.78.1";

    /** The address of the other end. */
    static final String THERE = "10.213.78.2";

    private final String name = "nagareredis" + ProcessHandle.current().pid();

    private CutNetwork() {}

    /** Makes the network, or skips the test where that is not allowed. */
    static CutNetwork create() throws Exception {
        CutNetwork network = new CutNetwork();
        boolean made = run("ip", "netns", "add", network.name);
        if (made) {
            made = run("ip", "link", "add", "nagare2", "type", "veth", "peer", "name", "nagare3", "netns", network.name)
                    && run("ip", "addr", "add", HERE + "/30", "dev", "nagare2")
                    && run("ip", "link", "set", "nagare2", "up")
                    && network.there("addr", "add", THERE + "/30", "dev", "nagare3")
                    && network.there("link", "set", "lo", "up")
                    && network.there("link", "set", "nagare3", "up");
            if (!made) {
                network.close();
            }
        }
        assumeTrue(made, "a network namespace can't be made here: ip is missing, or not allowed");
        return network;
    }

    private static boolean run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private boolean there(String... command) throws Exception {
        List<String> whole = new ArrayList<>(List.of("ip", "-n", name));
        whole.addAll(List.of(command));
        return run(whole.toArray(String[]::new));
    }

    /** What a command begins with that runs at the other end. */
    List<String> inside() {
        return List.of("ip", "netns", "exec", name);
    }

    /** Cuts the cable. Nobody is told: what is sent is lost. */
    void cut() throws Exception {
        if (!there("link", "set", "nagare3", "down")) {
            throw new IllegalStateException("the cable was not cut");
        }
    }

    /** Mends the cable. */
    void mend() throws Exception {
        if (!there("link", "set", "nagare3", "up")) {
            throw new IllegalStateException("the cable was not mended");
        }
    }

    @Override
    public void close() throws Exception {
        run("ip", "netns", "del", name);
    }
}
