package io.nagare.bench.yard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;

/** The two works of {@code fs}, for every library. An operation is a KiB. */
final class FileWorks {

    private FileWorks() {}

    /**
     * Makes the works of a library.
     *
     * @param chunks reads the file in chunks of 64 KiB, and returns the number of its bytes
     * @param lines reads the file by lines, and returns the number of its characters, including the ends of the lines
     */
    static List<Work> of(Path path, LongSupplier chunks, LongSupplier lines) {
        long length = length(path);
        long kibibytes = Math.max(1, length / 1024);
        String sizes = " bytes=" + length + " op=KiB";
        return List.of(
                new Work("fs_read_chunks" + sizes, kibibytes, () -> Sizes.check("fs", length, chunks.getAsLong())),
                new Work("fs_lines" + sizes, kibibytes, () -> checkLines(length, lines.getAsLong())));
    }

    /**
     * Checks the number of characters. A file that is not ASCII has fewer characters than bytes, and the last line may
     * have no end.
     */
    private static void checkLines(long length, long characters) {
        if (characters > length + 1 || (length > 0 && characters == 0)) {
            throw new IllegalStateException("fs: lines of " + characters + " characters in " + length + " bytes");
        }
    }

    private static long length(Path path) {
        try {
            return Files.size(path);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
