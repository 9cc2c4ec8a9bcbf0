package io.nagare.examples;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.channel.Oneshot;
import io.nagare.net.ServeOptions;
import io.nagare.net.Server;
import io.nagare.process.MainProgram;
import java.time.Duration;
import java.util.function.Function;

/**
 * Lets a server finish its work when the process is to end: by SIGTERM, or by Ctrl-C. It accepts no more clients, and
 * those that it has may go on until the limit. Then it cuts off the rest, and the process ends with 0. A second signal
 * ends the process at once, with that signal's code.
 */
final class GracefulEnd {

    /** Service managers kill a process that takes longer, Docker after 10 seconds. */
    static final Duration LIMIT = Duration.ofSeconds(5);

    private GracefulEnd() {}

    /** Serves until the process is to end, and then until the server has ended. */
    static One<Void> of(MainProgram main, Function<ServeOptions, One<Void>> serve) {
        Oneshot<Server> listening = Oneshot.create();
        ServeOptions options = ServeOptions.defaults().onListening(server -> {
            System.out.println("listening on " + server.port());
            listening.send(server);
        });
        // Asks for the end before it says that it listens: somebody may send a signal as soon as it has.
        One<Void> ending = main.ending().then(listening.receiver()).flatMap(GracefulEnd::drain);
        return Many.merge(ending, serve.apply(options)).then();
    }

    private static One<Void> drain(Server server) {
        System.out.println("ending: " + server.connections() + " connections have " + LIMIT.toSeconds() + " s");
        return server.drain(LIMIT).doOnNext(count -> System.out.println("cut off: " + count)).then();
    }
}
