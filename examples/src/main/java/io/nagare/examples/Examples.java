package io.nagare.examples;

import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.net.ServeOptions;
import io.nagare.net.tls.TlsIdentity;
import io.nagare.net.tls.TlsServerOptions;
import io.nagare.net.tls.TlsTrust;
import io.nagare.process.MainOptions;
import io.nagare.process.MainProgram;
import java.time.Duration;
import java.util.List;

/** Starts an example by its name. */
public final class Examples {

    private Examples() {}

    /**
     * Exits with 0 when the example ends well, with 1 when it fails, and with 2 when it was not understood. For signals
     * see {@link GracefulEnd}.
     */
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("fetch")) {
            System.exit(fetch(List.of(args).subList(1, args.length)));
            return;
        }
        Arguments arguments;
        try {
            arguments = Arguments.parse(args);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.err.println(Arguments.USAGE);
            System.exit(2);
            return;
        }
        if (arguments.example().equals("demo")) {
            System.exit(demo(arguments) ? 0 : 1);
            return;
        }
        // A server has its own limit, at which it cuts off its last clients.
        MainOptions options = MainOptions.defaults()
                .limit(GracefulEnd.LIMIT.plusSeconds(1))
                .runtime(Nagare.multiThread().workers(arguments.workers()));
        MainProgram.run(args, options, main -> program(arguments, main));
    }

    /** Prints a line for each page. Pages that could not be had are not a failure of the example. */
    private static int fetch(List<String> arguments) {
        Fetch fetch;
        try {
            fetch = Fetch.parse(arguments);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.err.println(Fetch.USAGE);
            return 2;
        }
        fetch.lines().doOnNext(System.out::println).then().block();
        return 0;
    }

    /** The demo has threads of its own, and no stream to run. */
    private static boolean demo(Arguments arguments) {
        try (Nagare nagare = Nagare.multiThread().workers(arguments.workers()).start()) {
            return new Demo(nagare, 10).run();
        }
    }

    private static One<Void> program(Arguments arguments, MainProgram main) {
        int port = arguments.port();
        return switch (arguments.example()) {
            case "echo" -> GracefulEnd.of(main, options -> Echo.serve(port, options));
            case "chat" -> GracefulEnd.of(main, options -> arguments.has("--nats")
                    ? NatsChat.serve(arguments.nats(), port, options)
                    : new Chat().serve(port, options));
            case "file" -> GracefulEnd.of(main, options -> FileServer.serve(port, arguments.path("--path"), options));
            case "proxy" -> GracefulEnd.of(main, options -> proxy(arguments, options));
            case "tls" -> arguments.has("--connect") ? ask(arguments) : GracefulEnd.of(main, options ->
                    Tls.serve(port, arguments.path("--certificate"), arguments.path("--key"), options));
            case "reactor" -> ReactorBridge.run(System.out::println);
            case "scope" -> new ScopedTasks(System.out::println).run();
            default -> new WorkQueue(System.out::println).run(4, Duration.ofMillis(100));
        };
    }

    /** A proxy, which listens with TLS if it was given a certificate. */
    private static One<Void> proxy(Arguments arguments, ServeOptions options) {
        int port = arguments.port();
        Address target = arguments.address("--target");
        return arguments.has("--certificate")
                ? TlsIdentity.load(arguments.path("--certificate"), arguments.path("--key"))
                        .map(identity -> options.tls(TlsServerOptions.of(identity)))
                        .flatMap(encrypted -> Proxy.serve(port, target, encrypted))
                : Proxy.serve(port, target, options);
    }

    private static One<Void> ask(Arguments arguments) {
        One<TlsTrust> trust =
                arguments.has("--trust") ? TlsTrust.load(arguments.path("--trust")) : One.just(TlsTrust.system());
        return trust.flatMap(trusted -> Tls.ask(arguments.address("--connect"), trusted, "hello"))
                .doOnNext(System.out::println)
                .then();
    }
}
