package io.nagare.tck;

import io.nagare.Many;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import org.reactivestreams.Publisher;

/**
 * The TCK for what is done to files.
 *
 * @param <T> what is emitted
 */
public abstract class FileTck<T> extends SourceTck<T> {

    /** More items would take a file of their own size. */
    private static final int MOST_ITEMS = 1_000;

    @Override
    public long maxElementsFromPublisher() {
        return MOST_ITEMS;
    }

    /** What the function makes of a file of {@code n} line feeds, which is there from the subscription to its end. */
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
