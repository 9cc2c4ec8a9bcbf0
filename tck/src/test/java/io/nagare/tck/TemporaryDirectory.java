package io.nagare.tck;

import io.nagare.Many;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.reactivestreams.Publisher;

/** A directory that exists while a stream runs. */
final class TemporaryDirectory {

    private TemporaryDirectory() {}

    /** Returns the function's stream with a directory of {@code n} empty files, which exists while the stream runs. */
    static <T> Publisher<T> withDirectory(long n, Function<Path, Publisher<T>> use) {
        return Many.defer(() -> {
            Path directory = temporary(n);
            return Many.<T>from(use.apply(directory)).doFinally(end -> remove(directory));
        });
    }

    private static Path temporary(long n) {
        try {
            Path directory = Files.createTempDirectory("nagare-tck");
            for (int i = 0; i < n; i++) {
                Files.createFile(directory.resolve("file" + i));
            }
            return directory;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void remove(Path directory) {
        try (Stream<Path> tree = Files.walk(directory)) {
            tree.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
