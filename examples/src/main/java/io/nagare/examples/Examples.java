package io.nagare.examples;

import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.net.ServeOptions;
import java.time.Duration;

/** Starts an example by its name. */
public final class Examples {

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
                return new Demo(nagare, 10).run();
            }
            nagare.blockOn(program(arguments));
            return true;
        } catch (RuntimeException failure) {
            Throwable cause = failure.getCause();
            System.err.println(
                    arguments.example() + ": " + (cause != null ? cause.getMessage() : failure.getMessage()));
            return false;
        }
    }

    private static One<Void> program(Arguments arguments) {
        ServeOptions options = ServeOptions.defaults()
                .onListening(server -> System.out.println(
                        "listening on " + server.port()));
        return switch (arguments.example()) {
            case "echo" -> Echo.serve(arguments.port(), options);
            case "chat" -> new Chat().serve(arguments.port(), options);
            case "file" -> FileServer.serve(arguments.port(), arguments.path(), options);
            case "reactor" -> ReactorBridge.run(System.out::println);
            case "scope" -> new ScopedTasks(System.out::println).run();
            default -> new WorkQueue(System.out::println).run(4, Duration.ofMillis(100));
        };
    }
}
