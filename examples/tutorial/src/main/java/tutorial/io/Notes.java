package tutorial.io;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.fs.AsyncFile;
import io.nagare.fs.contract.WriteOptions;
import java.nio.file.Path;

/** Writes a file, and reads it. */
public final class Notes {

    private Notes() {}

    public static void main(String[] arguments) {
        Path file = Path.of(arguments.length > 0 ? arguments[0] : "notes.txt");
        Many<Bytes> notes = Many.range(1, 1000).map(number -> Bytes.utf8("note " + number + "\n"));
        One<Long> written = AsyncFile.write(file, notes, WriteOptions.defaults().atomically());
        System.out.println("wrote " + written.block() + " bytes");

        One<Long> nines = AsyncFile.lines(file).filter(line -> line.endsWith("9")).count();
        System.out.println(nines.block() + " notes end with a 9");

        AsyncFile.lines(file).take(2).doOnNext(System.out::println).then().block();
    }
}
