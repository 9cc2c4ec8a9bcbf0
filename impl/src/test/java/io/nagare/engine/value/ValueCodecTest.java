package io.nagare.engine.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.value.Undecodable;
import io.nagare.value.UndecodableValueException;
import io.nagare.value.ValueCodec;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValueCodecTest {

    private static final Bytes NO_TEXT = Bytes.copyOf((byte) 'a', (byte) 0xFF);

    private static final ValueCodec<Integer> NUMBERS = ValueCodec.text().map(Integer::valueOf, Object::toString);

    @Test
    void bytesAndTextComeBackAsTheyWere() throws Exception {
        assertEquals(NO_TEXT, ValueCodec.bytes().decode(ValueCodec.bytes().encode(NO_TEXT)));
        for (String text : List.of("", "a", "é€😀\n")) {
            assertEquals(Bytes.utf8(text), ValueCodec.text().encode(text));
            assertEquals(text, ValueCodec.text().decode(Bytes.utf8(text)));
        }
        assertEquals(-12, NUMBERS.decode(NUMBERS.encode(-12)));
    }

    @Test
    void whatIsNoTextIsRefusedInBothDirections() {
        assertThrows(CharacterCodingException.class, () -> ValueCodec.text().decode(NO_TEXT));
        assertThrows(CharacterCodingException.class, () -> ValueCodec.text().encode("half \uD83D of a pair"));
    }

    @Test
    void aFunctionThatReturnsNullHasFailed() {
        ValueCodec<String> broken = ValueCodec.of(value -> null, bytes -> null);
        assertTrue(assertThrows(NullPointerException.class, () -> broken.encode("a"))
                .getMessage()
                .contains("encoder"));
        assertTrue(assertThrows(NullPointerException.class, () -> broken.decode(NO_TEXT))
                .getMessage()
                .contains("decoder"));
    }

    @Test
    void failingNamesThePlaceAndKeepsTheBytes() {
        UndecodableValueException failure = assertThrows(
                UndecodableValueException.class,
                () -> Undecodable.<String>fail().decode(ValueCodec.text(), NO_TEXT, () -> "\"chat\", number 7"));
        assertEquals(NO_TEXT, failure.bytes());
        assertInstanceOf(CharacterCodingException.class, failure.getCause());
        assertTrue(failure.getMessage().contains("the 2 bytes"), failure.getMessage());
        assertTrue(failure.getMessage().contains("\"chat\", number 7"), failure.getMessage());
    }

    @Test
    void skippingTellsAndReplacingEmits() {
        List<Object> told = new ArrayList<>();
        Undecodable<Integer> skip = Undecodable.skip((bytes, failure) -> told.add(bytes.utf8() + failure.getClass()));
        assertNull(skip.decode(NUMBERS, Bytes.utf8("seven"), () -> "here"));
        assertEquals(7, skip.decode(NUMBERS, Bytes.utf8("7"), () -> "here"));
        assertEquals(List.of("seven" + NumberFormatException.class), told);
        Undecodable<Integer> replace = Undecodable.replace((bytes, failure) -> -bytes.length());
        assertEquals(-5, replace.decode(NUMBERS, Bytes.utf8("seven"), () -> "here"));
        Undecodable<Integer> broken = Undecodable.replace((bytes, failure) -> null);
        assertThrows(NullPointerException.class, () -> broken.decode(NUMBERS, Bytes.utf8("seven"), () -> "here"));
    }

    @Test
    void nullIsRefusedAtTheCall() {
        assertThrows(NullPointerException.class, () -> ValueCodec.of(null, bytes -> bytes));
        assertThrows(NullPointerException.class, () -> ValueCodec.of(bytes -> NO_TEXT, null));
        assertThrows(NullPointerException.class, () -> ValueCodec.text().map(null, text -> ""));
        assertThrows(NullPointerException.class, () -> Undecodable.skip(null));
        assertThrows(NullPointerException.class, () -> Undecodable.replace(null));
    }
}
