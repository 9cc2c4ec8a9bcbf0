package io.nagare.fs;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.Nagare;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A process that writes a file much larger than its heap. It then reads the file by lines, writes the lines in
 * capitals, and prints how many bytes went in and out.
 */
final class LargeFileChild {

    static final int LINES = 3_000_000;
    private static final String TEXT = " the quick brown fox jumps over the lazy dog, and once more for good measure";

    private LargeFileChild() {}

    static String line(int number) {
        return number + TEXT;
    }

    public static void main(String[] arguments) {
        Path from = Path.of(arguments[0]);
        Path to = Path.of(arguments[1]);
        try (Nagare nagare = Nagare.multiThread().workers(2).start()) {
            long in = nagare.blockOn(AsyncFile.write(from, Many.range(0, LINES).map(i -> Bytes.utf8(line(i) + "\n"))));
            long out = nagare.blockOn(AsyncFile.write(
                    to,
                    AsyncFile.lines(from).map(line -> Bytes.utf8(line.toUpperCase(Locale.ROOT) + "\n"))));
            System.out.println(in + " " + out);
        }
    }
}
