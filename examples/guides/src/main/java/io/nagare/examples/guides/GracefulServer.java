package io.nagare.examples.guides;

import io.nagare.Bytes;
import io.nagare.One;
import io.nagare.net.Connection;
import io.nagare.net.Tcp;
import io.nagare.process.MainOptions;
import io.nagare.process.MainProgram;
import io.nagare.sync.TaskTracker;
import java.time.Duration;
import java.util.function.Consumer;

/** A server that finishes what it has begun when the process is told to end. */
final class GracefulServer {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final TaskTracker jobs = TaskTracker.create();
    private final Consumer<String> out;

    GracefulServer(Consumer<String> out) {
        this.out = out;
    }

    /** Ends with 0 after Ctrl-C or SIGTERM. The process is given a second more than its connections. */
    public static void main(String[] arguments) {
        MainProgram.run(
                arguments,
                MainOptions.defaults().limit(LIMIT.plusSeconds(1)),
                main -> new GracefulServer(System.out::println).run("0.0.0.0", 7000, main.ending()));
    }

    /** Serves until {@code ending} completes. Then ends connections, and after them the work in the background. */
    One<Void> run(String host, int port, One<Void> ending) {
        return Tcp.serveInBackground(host, port, this::serve)
                .flatMap(server -> ending.then(server.drain(LIMIT)))
                .doOnNext(reset -> out.accept("connections that were reset: " + reset))
                .doOnNext(reset -> jobs.close())
                .then(jobs.drained())
                .doOnSuccess(nothing -> out.accept("all jobs are done"));
    }

    /** Begins no new line when the server drains. The answer that was begun is written. */
    private One<Void> serve(Connection peer) {
        return peer.write(peer.read().lines().takeUntil(peer.draining()).concatMap(this::answer));
    }

    private One<Bytes> answer(String line) {
        jobs.spawn(One.delay(Duration.ofSeconds(2)));
        return One.delay(Duration.ofSeconds(1)).thenReturn(Bytes.utf8("done: " + line + "\n"));
    }
}
