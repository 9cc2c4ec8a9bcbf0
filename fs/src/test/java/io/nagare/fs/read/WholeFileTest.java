package io.nagare.fs.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nagare.failure.LineTooLongException;
import io.nagare.failure.MalformedTextException;
import io.nagare.fs.AsyncFile;
import io.nagare.fs.contract.FileOperationException;
import io.nagare.fs.contract.ReadOptions;
import io.nagare.fs.fixture.FileFixture;
import io.nagare.policy.Decoding;
import io.nagare.policy.LineOptions;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading a file in one piece, and as text. */
class WholeFileTest extends FileFixture {

    private byte[] whole(Path path, ReadOptions options) {
        return Objects.requireNonNull(nagare.blockOn(AsyncFile.readAll(path, options))).toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4096, 128 * 1024, (1 << 20) - 1, 1 << 20, (3 << 20) + 7})
    void aFileOfAnySizeComesInOnePiece(int size) throws Exception {
        byte[] content = random(size);
        assertArrayEquals(content, whole(file(content), ReadOptions.defaults()));
    }

    @Test
    void aRangeIsReadAndNoMore() throws Exception {
        byte[] content = random(5000);
        Path path = file(content);
        ReadOptions options = ReadOptions.defaults();
        assertArrayEquals(Arrays.copyOfRange(content, 100, 3100), whole(path, options.range(100, 3000)));
        assertArrayEquals(Arrays.copyOfRange(content, 4990, 5000), whole(path, options.range(4990, Long.MAX_VALUE)));
        assertEquals(0, whole(path, options.range(5000, 1)).length);
        assertEquals(0, whole(path, options.range(1000, 0)).length);
    }

    @Test
    void aFileOfTheKernelThatTellsNoSizeIsReadToItsEnd() throws Exception {
        Path version = Path.of("/proc/version");
        assertArrayEquals(Files.readAllBytes(version), whole(version, ReadOptions.defaults()));
    }

    @Test
    void aFileThatIsTooLargeForAnArraySaysSo() throws Exception {
        Path path = directory.resolve("large");
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(3L << 30);
        }
        assertFails("read", path, "its 3221225472 bytes are more than one array can hold", AsyncFile.readAll(path));
        assertEquals(
                10,
                whole(
                                path,
                                ReadOptions.defaults()
                                        .range(3L << 30, Long.MAX_VALUE)
                                        .range((3L << 30) - 10, 20))
                        .length);
    }

    @Test
    void whatCannotBeReadSaysWhy() {
        Path missing = directory.resolve("missing");
        FileOperationException failure =
                assertFails("read", missing, "there is no such file", AsyncFile.readAll(missing));
        assertInstanceOf(NoSuchFileException.class, failure.getCause());
        assertFails("read", directory, "it is a directory", AsyncFile.readString(directory));
        assertFails("read", missing, "there is no such file", AsyncFile.lines(missing));
        Path deeper = missing.resolve("deeper");
        assertFails("read", deeper, "there is no directory " + missing, AsyncFile.lines(deeper));
        assertThrows(InvalidPathException.class, () -> AsyncFile.readAll(Path.of("a\0b")));
        assertThrows(NullPointerException.class, () -> AsyncFile.readAll(null));
        assertThrows(NullPointerException.class, () -> AsyncFile.readString(missing, null));
    }

    @Test
    void textIsDecodedAsDeclared() throws Exception {
        assertEquals("fünf €", nagare.blockOn(AsyncFile.readString(file("fünf €".getBytes(UTF_8)))));
        assertEquals(
                "fünf",
                nagare.blockOn(AsyncFile.readString(file("fünf".getBytes(ISO_8859_1)), Decoding.of(ISO_8859_1))));
        assertEquals("fünf", nagare.blockOn(AsyncFile.readString(file("fünf".getBytes(UTF_16)), Decoding.of(UTF_16))));
        Decoding strict = Decoding.utf8().strict();
        String replaced = "a replacement \uFFFD is no error".repeat(100);
        assertEquals(replaced, nagare.blockOn(AsyncFile.readString(file(replaced.getBytes(UTF_8)), strict)));
    }

    @Test
    void malformedTextIsReplacedOrAnErrorAsDeclared() throws Exception {
        Path path = file(new byte[] {'a', '\n', 'b', 'c', (byte) 0xff, 'd'});
        assertEquals("a\nbc\uFFFDd", nagare.blockOn(AsyncFile.readString(path)));
        assertEquals(List.of("a", "bc\uFFFDd"), nagare.blockOn(AsyncFile.lines(path).collectList()));
        Decoding strict = Decoding.utf8().strict();
        FileOperationException whole = assertFails(
                "read", path, "the text is not in UTF-8 from its byte 4 on", AsyncFile.readString(path, strict));
        assertEquals(4, assertInstanceOf(MalformedTextException.class, whole.getCause()).index());
        FileOperationException line = assertFails(
                "read",
                path,
                "line 2 is not in UTF-8 from its byte 2 on",
                AsyncFile.lines(path, LineOptions.defaults().decoding(strict)));
        assertEquals(2, assertInstanceOf(MalformedTextException.class, line.getCause()).line());
    }

    @Test
    void aCharacterThatIsCutOffAtTheEndIsMalformed() throws Exception {
        Path path = file(new byte[] {'a', (byte) 0xe2, (byte) 0x82});
        assertFails("read", path, "from its byte 1 on", AsyncFile.readString(path, Decoding.utf8().strict()));
        LineOptions strict = LineOptions.defaults().decoding(Decoding.utf8().strict());
        assertFails("read", path, "line 1 is not", AsyncFile.lines(path, strict));
    }

    @Test
    void linesNeedACharsetWhoseLineFeedIsOneByte() throws Exception {
        Path path = file("ä\nö\r\n".getBytes(ISO_8859_1));
        LineOptions latin = LineOptions.defaults().decoding(Decoding.of(ISO_8859_1));
        assertEquals(
                List.of("ä", "ö"),
                nagare.blockOn(AsyncFile.lines(path, latin).collectList()));
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> LineOptions.defaults().decoding(Decoding.of(UTF_16)));
        assertEquals(
                "lines needs a charset in which a line feed is the one byte 0x0A, but was given UTF-16; read such text"
                        + " whole, and cut it then",
                refused.getMessage());
    }

    @Test
    void aLineOverItsBoundNamesTheFile() throws Exception {
        Path path = file("12345\n123456\n".getBytes(UTF_8));
        FileOperationException failure =
                assertFails("read", path, "a line is longer than 5 bytes", AsyncFile.lines(path, 5));
        assertInstanceOf(LineTooLongException.class, failure.getCause());
    }
}
