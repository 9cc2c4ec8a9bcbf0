package io.nagare.examples.spring;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The application's jar in a process of its own, as users run it. */
final class PackagedNews implements AutoCloseable {

    private static final Pattern STARTED = Pattern.compile("Netty started on port (\\d+)");
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Process process;
    private final BufferedReader output;
    private final List<String> said = new ArrayList<>();
    private final int port;

    /**
     * Starts it, and returns when it listens.
     *
     * @param port where, or 0 for any port
     */
    PackagedNews(int port) throws IOException {
        Path jar = Path.of(System.getProperty("news.jar", "it was not set"));
        assumeTrue(Files.exists(jar), "the application is not packaged: " + jar + "; mvn verify does it");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        process = new ProcessBuilder(java, "-jar", jar.toString(), "--server.port=" + port, "--news.port=0")
                .redirectErrorStream(true)
                .start();
        output = process.inputReader(StandardCharsets.UTF_8);
        try {
            this.port = Integer.parseInt(awaitLine(STARTED).group(1));
        } catch (Throwable failure) {
            process.destroyForcibly();
            throw failure;
        }
    }

    private Matcher awaitLine(Pattern pattern) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.add(line);
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                return matcher;
            }
        }
        throw new IOException("the application has ended and never said " + pattern + ", but: " + said);
    }

    int port() {
        return port;
    }

    String address() {
        return "http://localhost:" + port + "/";
    }

    /** Asks it to end, as Ctrl-C and container systems do. Waits, and returns what the application has said. */
    String stop() throws Exception {
        // The process itself would close its output here, too.
        process.toHandle().destroy();
        assertTrue(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS), "it has not ended");
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.add(line);
        }
        return String.join("\n", said);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
}
