package io.nagare.tck;

import io.nagare.Many;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import org.reactivestreams.Publisher;

/** A file that exists while a stream runs. */
final class TemporaryFile {

    private TemporaryFile() {}

    /** Returns the function's stream with a file of {@code n} line feeds, which exists while the stream runs. */
    static <T> Publisher<T> withFile(long n, Function<Path, Publisher<T>> use) {
        return Many.defer(() -> {
            Path path = temporary(n);
            return Many.<T>from(use.apply(path)).doFinally(end -> path.toFile().delete());
        });
    }

    private static Path temporary(long n) {
        try {
            Path path = Files.createTempFile("nagare-tck", null);
            path.toFile().deleteOnExit();
            byte[] content = new byte[(int) n];
            Arrays.fill(content, (byte) '\n');
            return Files.write(path, content);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
