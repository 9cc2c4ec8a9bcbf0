package io.nagare.fs;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.fs.contract.WriteOptions;
import java.nio.file.Path;
import java.util.Arrays;

/** A process that replaces a file until it is killed. Each new content is a megabyte of one letter. */
final class AtomicWriteChild {

    static final int PIECES = 64;
    static final int PIECE = 16 * 1024;

    private AtomicWriteChild() {}

    public static void main(String[] arguments) {
        Path path = Path.of(arguments[0]);
        try (Nagare nagare = Nagare.multiThread().workers(2).start()) {
            for (int i = 0; ; i++) {
                byte[] letters = new byte[PIECE];
                Arrays.fill(letters, (byte) ('a' + i % 26));
                Many<Bytes> content = Many.range(0, PIECES).map(piece -> Bytes.wrap(letters));
                nagare.blockOn(AsyncFile.write(path, content, WriteOptions.defaults().atomically()));
                System.out.println(i);
            }
        }
    }
}
