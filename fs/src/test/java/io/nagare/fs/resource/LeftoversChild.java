package io.nagare.fs.resource;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.fs.AsyncDirectory;
import io.nagare.fs.AsyncFile;
import io.nagare.fs.contract.WriteOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process with a temporary file, a temporary directory and an atomic write under way. It prints that it is ready, and
 * goes on until it is ended.
 */
final class LeftoversChild {

    private LeftoversChild() {}

    public static void main(String[] arguments) {
        Nagare nagare = Nagare.current();
        nagare.spawn(AsyncFile.withTemporary(file -> AsyncDirectory.withTemporary(directory -> {
            Path target = Path.of(arguments[0]);
            WriteOptions options = WriteOptions.defaults().atomically();
            return AsyncFile.writeString(directory.resolve("below"), "x")
                    .then(AsyncFile.write(target, Many.just(Bytes.utf8("x")).concatWith(Many.never()), options))
                    .then(One.just(1));
        })));
        while (!isWriting(Path.of(arguments[0]).getParent())) {
            Thread.onSpinWait();
        }
        System.out.println("ready");
        try {
            Thread.currentThread().join();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isWriting(Path directory) {
        try (var entries = Files.list(directory)) {
            return entries.anyMatch(entry -> entry.toString().endsWith(".tmp")
                    && !entry.getFileName().toString().startsWith("nagare"));
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }
}
