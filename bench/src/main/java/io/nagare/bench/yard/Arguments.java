package io.nagare.bench.yard;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The arguments that follow the name of a work.
 *
 * @param work the name of the work, for messages
 * @param values the arguments as they were given
 */
record Arguments(String work, List<String> values) {

    Arguments {
        values = List.copyOf(values);
    }

    /** Returns the number at a position, or {@code otherwise} if there is none. */
    int number(int position, int otherwise, int least, int most) {
        if (position >= values.size()) {
            return otherwise;
        }
        return number(work, values.get(position), least, most);
    }

    /** Returns the file at a position. */
    Path file(int position) {
        if (position >= values.size()) {
            throw new IllegalArgumentException(work + " needs the path of a file to read");
        }
        Path path = Path.of(values.get(position));
        if (!Files.isReadable(path) || !Files.isRegularFile(path)) {
            throw new IllegalArgumentException(work + ": " + path + " is no file that can be read");
        }
        return path;
    }

    static int number(String what, String value, int least, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // The exception below says so.
        }
        throw new IllegalArgumentException(
                what + " needs a number of " + least + " to " + most + ", but was given " + value);
    }
}
