package io.nagare.examples.redis;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.channel.Oneshot;
import io.nagare.net.ConnectionLimits;
import io.nagare.net.ServeOptions;
import io.nagare.net.Server;
import io.nagare.net.tls.TlsIdentity;
import io.nagare.net.tls.TlsServerOptions;
import io.nagare.process.MainOptions;
import io.nagare.process.MainProgram;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The program. At a signal it accepts no more clients, ends with what the clients have begun, writes what is left, and
 * exits with 0.
 */
public final class MiniRedisServer {

    /** How long clients have at the end. */
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private MiniRedisServer() {}

    /** Runs until a signal. Exits with 2 if the command line was not understood. */
    public static void main(String[] args) {
        Arguments arguments;
        try {
            arguments = Arguments.parse(args);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.err.println(Arguments.USAGE);
            System.exit(2);
            return;
        }
        MainOptions options = MainOptions.defaults()
                .limit(DRAIN.plusSeconds(1))
                .runtime(Nagare.multiThread().workers(arguments.workers()));
        MainProgram.run(args, options, main -> program(arguments, main));
    }

    private static One<Void> program(Arguments arguments, MainProgram main) {
        MiniRedis redis = MiniRedis.of(main.runtime().time(), settings(arguments));
        Oneshot<Server> listening = Oneshot.create();
        One<Void> serving = options(arguments).flatMap(options -> redis.serve(
                arguments.host(),
                arguments.port(),
                options.onListening(server -> {
                    System.out.println("listening on " + server.port());
                    listening.send(server);
                })));
        // Asks for the end before it says that it listens: somebody may send a signal as soon as it has.
        One<Void> ending = main.ending().then(listening.receiver()).flatMap(server -> server.drain(DRAIN).then());
        return Many.merge(ending, serving).then();
    }

    private static MiniRedis.Settings settings(Arguments arguments) {
        MiniRedis.Settings settings =
                MiniRedis.Settings.defaults().maxClients(arguments.maxClients()).log(System.out::println);
        Path file = arguments.appendOnly();
        return file == null ? settings : settings.appendOnly(file, System.out::println);
    }

    private static One<ServeOptions> options(Arguments arguments) {
        ConnectionLimits limits = ConnectionLimits.defaults();
        if (!arguments.idle().isZero()) {
            limits = limits.idle(arguments.idle());
        }
        ServeOptions options = ServeOptions.defaults().limits(limits);
        Path certificate = arguments.certificate();
        Path key = arguments.key();
        return certificate == null || key == null
                ? One.just(options)
                : TlsIdentity.load(certificate, key)
                        .map(identity -> options.tls(TlsServerOptions.of(identity)));
    }
}
