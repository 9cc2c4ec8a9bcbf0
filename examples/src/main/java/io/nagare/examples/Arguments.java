package io.nagare.examples;

import java.nio.file.Path;
import java.util.Set;

/**
 * The arguments of the command line.
 *
 * @param example the name of the example
 * @param port 0 to let the system choose
 * @param workers the number of workers
 * @param path the file to serve
 */
record Arguments(String example, int port, int workers, Path path) {

    static final String USAGE =
            """
            usage: nagare-examples echo|chat --port N [--workers N]
                   nagare-examples file --port N --path FILE [--workers N]
                   nagare-examples reactor|scope|queue|demo [--workers N]
            A port of 0 lets the system choose one.""";

    static final Set<String> EXAMPLES = Set.of("echo", "chat", "file", "reactor", "scope", "queue", "demo");

    static Arguments parse(String[] args) {
        if (args.length == 0 || !EXAMPLES.contains(args[0])) {
            throw new IllegalArgumentException(
                    args.length == 0 ? "which example?" : "there is no example called " + args[0]);
        }
        int port = 0;
        int workers = Runtime.getRuntime().availableProcessors();
        Path path = Path.of("");
        for (int i = 1; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + " needs a value");
            }
            String value = args[i + 1];
            switch (args[i]) {
                case "--port" -> port = number(args[i], value, 0, 65_535);
                case "--workers" -> workers = number(args[i], value, 1, 1024);
                case "--path" -> path = Path.of(value);
                default -> throw new IllegalArgumentException("unknown option " + args[i]);
            }
        }
        if (args[0].equals("file") && path.toString().isEmpty()) {
            throw new IllegalArgumentException("file needs --path FILE");
        }
        return new Arguments(args[0], port, workers, path);
    }

    private static int number(String option, String value, int least, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, as a number out of range is.
        }
        throw new IllegalArgumentException(option + " must be " + least + " to " + most + ", but was " + value);
    }
}
