package io.nagare.fs;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.fs.contract.FileOperationException;
import io.nagare.fs.contract.WriteOptions;
import java.nio.file.Path;
import org.reactivestreams.Publisher;

/**
 * A process that writes as much as it may: to a file, atomically over another, and as a copy of a third. It prints the
 * outcomes.
 */
final class LimitedWriteChild {

    private LimitedWriteChild() {}

    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        Many<Bytes> content = Many.range(0, 64).map(i -> Bytes.wrap(new byte[64 * 1024]));
        try (Nagare nagare = Nagare.multiThread().workers(2).start()) {
            attempt(nagare, AsyncFile.write(directory.resolve("plain"), content));
            attempt(
                    nagare,
                    AsyncFile.write(directory.resolve("atomic"), content, WriteOptions.defaults().atomically()));
            attempt(nagare, AsyncFile.copy(directory.resolve("large"), directory.resolve("copy")));
        }
    }

    private static void attempt(Nagare nagare, Publisher<?> publisher) {
        try {
            nagare.blockOn(Many.from(publisher).then());
            System.out.println("done");
        } catch (FileOperationException failure) {
            System.out.println(failure.getMessage());
        }
    }
}
