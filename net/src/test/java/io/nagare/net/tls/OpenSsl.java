package io.nagare.net.tls;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command of {@code openssl} as a child process. Its output is collected. */
final class OpenSsl implements AutoCloseable {

    private static final long LIMIT_MILLIS = 30_000;

    private final Process process;
    private final OutputStream input;
    private final StringBuilder output = new StringBuilder();
    private boolean ended;

    private OpenSsl(Process process) {
        this.process = process;
        this.input = process.getOutputStream();
        Thread collecting = new Thread(this::collect, "openssl output");
        collecting.setDaemon(true);
        collecting.start();
    }

    /** Starts a command. The test is skipped if the program is missing. */
    static OpenSsl start(Object... arguments) {
        List<String> command = new ArrayList<>(List.of("openssl"));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        try {
            return new OpenSsl(new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException missing) {
            assumeTrue(false, "openssl is not here: " + missing.getMessage());
            throw new IllegalStateException(missing);
        }
    }

    /** Starts a server on a free port. */
    static OpenSsl server(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("s_server", "-accept", "127.0.0.1:0"));
        all.addAll(List.of(arguments));
        return start(all.toArray());
    }

    int port() throws InterruptedException {
        String text = await("ACCEPT 127.0.0.1:", "\n");
        int at = text.indexOf("ACCEPT 127.0.0.1:") + "ACCEPT 127.0.0.1:".length();
        return Integer.parseInt(text.substring(at, text.indexOf('\n', at)).strip());
    }

    private void collect() {
        byte[] bytes = new byte[8192];
        try (InputStream from = process.getInputStream()) {
            for (int count = from.read(bytes); count >= 0; count = from.read(bytes)) {
                synchronized (this) {
                    output.append(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
                    notifyAll();
                }
            }
        } catch (IOException closed) {
            // It has ended.
        }
        synchronized (this) {
            ended = true;
            notifyAll();
        }
    }

    /** Waits until the output has each of the texts, one behind the other, and returns it. */
    synchronized String await(String... texts) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT_MILLIS);
        while (true) {
            int at = 0;
            for (String text : texts) {
                int found = at < 0 ? -1 : output.indexOf(text, at);
                at = found < 0 ? -1 : found + text.length();
            }
            if (at >= 0) {
                return output.toString();
            }
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            assertTrue(left > 0 && !ended, () -> "no " + List.of(texts) + " in: " + output);
            wait(left);
        }
    }

    void say(String text) throws IOException {
        input.write(text.getBytes(StandardCharsets.ISO_8859_1));
        input.flush();
    }

    /** Waits for the end, and returns the output. */
    String end() throws InterruptedException {
        assertTrue(process.waitFor(LIMIT_MILLIS, TimeUnit.MILLISECONDS), () -> "it runs on: " + output);
        synchronized (this) {
            while (!ended) {
                wait(LIMIT_MILLIS);
            }
            return output.toString();
        }
    }

    /** Ends it without a farewell. */
    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        kill();
    }
}
