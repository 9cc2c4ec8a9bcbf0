package io.nagare.fs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.failure.LineTooLongException;
import io.nagare.fs.contract.FileOperationException;
import io.nagare.fs.fixture.FileFixture;
import io.nagare.policy.Decoding;
import io.nagare.policy.LineOptions;
import io.nagare.policy.LongLines;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines that are too long, however the chunks cut them. */
class LongLinesTest extends FileFixture {

    private static final String TEXT = "abcd\nabcde\nabcdefghij\r\nabcd\r\n\nxyz\u20acäö\nabcdefg";

    private List<String> lines(String text, int itemLength, LongLines longLines) {
        byte[] bytes = text.getBytes(UTF_8);
        List<Bytes> items = new ArrayList<>();
        for (int i = 0; i < bytes.length; i += itemLength) {
            items.add(Bytes.wrap(bytes, i, Math.min(itemLength, bytes.length - i)));
        }
        LineOptions options = LineOptions.defaults()
                .maxLength(4)
                .decoding(Decoding.utf8().strict())
                .longLines(longLines);
        return nagare.blockOn(
                ByteStream.of(Many.fromIterable(items)).lines(options).collectList());
    }

    @Test
    void aLongLineIsCutOrLeftOut() {
        for (int itemLength = 1; itemLength < TEXT.length() + 10; itemLength++) {
            assertEquals(
                    List.of("abcd", "abcd", "abcd", "abcd", "", "xyz", "abcd"),
                    lines(TEXT, itemLength, LongLines.TRUNCATE));
            assertEquals(List.of("abcd", "abcd", ""), lines(TEXT, itemLength, LongLines.SKIP));
        }
    }

    @Test
    void aLongLineFailsOtherwise() throws Exception {
        assertThrows(LineTooLongException.class, () -> lines("abcd\nabcde\n", 3, LongLines.FAIL));
        assertEquals(List.of("abcd"), lines("abcd\r\n", 1, LongLines.FAIL));
        FileOperationException failure = assertThrows(
                FileOperationException.class,
                () -> nagare.blockOn(
                        AsyncFile.lines(file("abcde".getBytes(UTF_8)), 4).then()));
        assertInstanceOf(LineTooLongException.class, failure.getCause());
        LineOptions cut = LineOptions.defaults().maxLength(4).longLines(LongLines.TRUNCATE);
        assertEquals(
                List.of("abcd"),
                nagare.blockOn(
                        AsyncFile.lines(file("abcde".getBytes(UTF_8)), cut).collectList()));
    }
}
