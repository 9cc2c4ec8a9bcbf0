package io.nagare.bench;

import io.nagare.bench.server.Idle;
import io.nagare.bench.server.Servers;
import io.nagare.bench.yard.Yard;
import java.util.List;

/** Starts what the first argument names. */
public final class Bench {

    private static final String USAGE = "usage: java -jar nagare-bench.jar COMMAND\n\n" + Yard.USAGE + "\n" + Jmh.USAGE + "\n" + Servers.USAGE + "\n" + Idle.USAGE;

    private Bench() {}

    /** Exits with 0 when all was measured, with 1 when some of it could not be, and with 2 when it was not understood. */
    public static void main(String[] args) {
        try {
            System.exit(run(List.of(args)) ? 0 : 1);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.err.println(USAGE);
            System.exit(2);
        }
    }

    private static boolean run(List<String> arguments) {
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("no command was given");
        }
        List<String> rest = arguments.subList(1, arguments.size());
        return switch (arguments.get(0)) {
            case "yard" -> Yard.run(rest);
            case "jmh" -> Jmh.run(rest);
            case "server" -> Servers.run(rest);
            case "idle" -> Idle.run(rest);
            default -> throw new IllegalArgumentException("there is no command named " + arguments.get(0));
        };
    }
}
