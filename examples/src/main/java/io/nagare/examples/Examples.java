package io.nagare.examples;

import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.net.ServeOptions;

/** Starts an example: {@code echo}, {@code chat}, {@code file} or {@code demo}. */
public final class Examples {

    /** The example tells whoever started it that connections can be made now. */
    static final ServeOptions OPTIONS = ServeOptions.defaults()
            .onListening(server ->
                    System.out.println("listening on " + server.localAddress().getPort()));

    private Examples() {}

    /** Exits with 0 when the example ends well, with 1 when it fails, and with 2 when it was not understood. */
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
        System.exit(run(arguments) ? 0 : 1);
    }

    private static boolean run(Arguments arguments) {
        try (Nagare nagare = Nagare.multiThread().workers(arguments.workers()).start()) {
            if (arguments.example().equals("demo")) {
                return new Demo(nagare).run();
            }
            nagare.blockOn(server(arguments));
            return true;
        } catch (RuntimeException failure) {
            Throwable cause = failure.getCause();
            System.err.println(
                    arguments.example() + ": " + (cause != null ? cause.getMessage() : failure.getMessage()));
            return false;
        }
    }

    private static One<Void> server(Arguments arguments) {
        return switch (arguments.example()) {
            case "echo" -> Echo.serve(arguments.port());
            case "chat" -> new Chat().serve(arguments.port(), OPTIONS);
            default -> FileServer.serve(arguments.port(), arguments.path());
        };
    }

}
