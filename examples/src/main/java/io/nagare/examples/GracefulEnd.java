package io.nagare.examples;

import io.nagare.Nagare;
import io.nagare.failure.RuntimeClosedException;
import io.nagare.net.Server;
import java.time.Duration;

/**
 * Lets a server finish its work when the process is to end: by SIGTERM, or by Ctrl-C. It accepts no more clients, and
 * those that it has may go on until the limit. Then it cuts off the rest, and the process ends with the code of the
 * signal (143 for SIGTERM).
 */
final class GracefulEnd {

    /** Service managers kill a process that takes longer, Docker after 10 seconds. */
    static final Duration LIMIT = Duration.ofSeconds(5);

    private GracefulEnd() {}

    /** Called when the server listens. The runtime is the one that it runs on. */
    static void of(Server server, Nagare nagare) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(server, nagare), "graceful end"));
    }

    /** Runs while the JVM shuts down. The JVM ends when this returns. */
    private static void drain(Server server, Nagare nagare) {
        System.out.println("ending: " + server.connections() + " connections have " + LIMIT.toSeconds() + " s");
        try {
            System.out.println("cut off: " + nagare.blockOn(server.drain(LIMIT)));
        } catch (RuntimeClosedException nothingLeft) {
            // The main thread has found that the server has ended, and has closed the runtime.
        }
    }
}
