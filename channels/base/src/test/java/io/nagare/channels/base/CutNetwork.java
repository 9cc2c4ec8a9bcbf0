package io.nagare.channels.base;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A network of two ends, this one and that of a server, whose cable can be cut. It is a network namespace of Linux, so
 * it needs the program {@code ip} and the right to use it. Closing it takes both ends away.
 */
public final class CutNetwork implements AutoCloseable {

    private final String subnet;
    private final String name;
    private final String near;
    private final String far;

    private CutNetwork(int number) {
        subnet = "10.213." + number + ".";
        name = "nagare" + number + "-" + ProcessHandle.current().pid();
        near = "nagare" + number + "a";
        far = "nagare" + number + "b";
    }

    /**
     * Makes the network, or skips the test where that is not allowed.
     *
     * @param number tells the networks apart that are there at the same time, 0 to 255
     */
    public static CutNetwork create(int number) throws Exception {
        CutNetwork network = new CutNetwork(number);
        boolean made = run("ip", "netns", "add", network.name);
        if (made) {
            made = network.link()
                    && run("ip", "addr", "add", network.subnet + "1/30", "dev", network.near)
                    && run("ip", "link", "set", network.near, "up")
                    && network.there("addr", "add", network.there() + "/30", "dev", network.far)
                    && network.there("link", "set", "lo", "up")
                    && network.there("link", "set", network.far, "up");
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

    /** Lays the cable between the two ends. */
    private boolean link() throws Exception {
        return run("ip", "link", "add", near, "type", "veth", "peer", "name", far, "netns", name);
    }

    private boolean there(String... command) throws Exception {
        List<String> whole = new ArrayList<>(List.of("ip", "-n", name));
        whole.addAll(List.of(command));
        return run(whole.toArray(String[]::new));
    }

    /** The address of the other end. */
    public String there() {
        return subnet + "2";
    }

    /** What a command begins with that runs at the other end. */
    public List<String> inside() {
        return List.of("ip", "netns", "exec", name);
    }

    /** Cuts the cable. Nobody is told: what is sent is lost. */
    public void cut() throws Exception {
        if (!there("link", "set", far, "down")) {
            throw new IllegalStateException("the cable was not cut");
        }
    }

    /** Mends the cable. */
    public void mend() throws Exception {
        if (!there("link", "set", far, "up")) {
            throw new IllegalStateException("the cable was not mended");
        }
    }

    @Override
    public void close() throws Exception {
        run("ip", "netns", "del", name);
    }
}
