package io.nagare.bench.yard;

import io.nagare.Nagare;
import io.nagare.fs.AsyncFile;
import java.nio.file.Path;
import java.util.List;

/** Reads a file on a runtime of Nagare, in chunks and by lines. */
final class NagareFiles {

    private final Nagare nagare;
    private final Path path;

    NagareFiles(Nagare nagare, Path path) {
        this.nagare = nagare;
        this.path = path;
    }

    List<Work> works() {
        return FileWorks.of(path, this::chunks, this::lines);
    }

    private long chunks() {
        return sum(nagare.blockOn(
                AsyncFile.read(path).collect(() -> new long[1], (sum, chunk) -> sum[0] += chunk.length())));
    }

    private long lines() {
        return sum(nagare.blockOn(
                AsyncFile.lines(path).collect(() -> new long[1], (sum, line) -> sum[0] += line.length() + 1)));
    }

    private static long sum(long @org.jspecify.annotations.Nullable [] sum) {
        return sum == null ? 0 : sum[0];
    }
}
