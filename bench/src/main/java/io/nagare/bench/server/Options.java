package io.nagare.bench.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The options of a command.
 *
 * @param target the port to which a proxy connects; 0 if it was not given
 */
record Options(int port, int workers, Path path, int target) {

    static Options parse(List<String> words) {
        int port = 0;
        int workers = Runtime.getRuntime().availableProcessors();
        Path path = Path.of("");
        int target = 0;
        for (int i = 0; i < words.size(); i += 2) {
            String option = words.get(i);
            if (i + 1 == words.size()) {
                throw new IllegalArgumentException(option + " needs a value");
            }
            String value = words.get(i + 1);
            switch (option) {
                case "--port" -> port = number(option, value, 65_535);
                case "--workers" -> workers = number(option, value, 1_024);
                case "--path" -> path = Path.of(value);
                case "--target" -> target = number(option, value, 65_535);
                default -> throw new IllegalArgumentException("there is no option " + option);
            }
        }
        if (port == 0) {
            throw new IllegalArgumentException("--port PORT is needed");
        }
        return new Options(port, workers, path, target);
    }

    Path readablePath() {
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new IllegalArgumentException(
                    "file needs --path FILE, a file that can be read, but was given '" + path + "'");
        }
        return path;
    }

    int targetPort() {
        if (target == 0) {
            throw new IllegalArgumentException("proxy needs --target PORT");
        }
        return target;
    }

    private static int number(String option, String value, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // The exception below says so.
        }
        throw new IllegalArgumentException(option + " needs a number of 1 to " + most + ", but was given " + value);
    }
}
