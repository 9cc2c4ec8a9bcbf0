package io.nagare.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nagare.Bytes;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BytesTest {

    private static int plainIndexOf(Bytes bytes, byte value, int from) {
        for (int i = from; i < bytes.length(); i++) {
            if (bytes.get(i) == value) {
                return i;
            }
        }
        return -1;
    }

    /** A search by words easily confuses the wanted byte with others that differ by one or in the highest bit. */
    @Test
    void theFirstIndexOfAByteIsFoundWhereverItIs() {
        Random random = new Random(7);
        byte[] wanted = {'\n', 0, -1, (byte) 0x80, 0x7F, 1};
        for (int round = 0; round < 20_000; round++) {
            byte value = wanted[random.nextInt(wanted.length)];
            byte[] near = {(byte) (value + 1), (byte) (value - 1), (byte) (value ^ 0x80), (byte) (value ^ 1), value};
            byte[] content = new byte[random.nextInt(40)];
            int kinds = near.length - (random.nextInt(4) == 0 ? 0 : 1);
            for (int i = 0; i < content.length; i++) {
                content[i] = near[random.nextInt(kinds)];
            }
            if (content.length > 0 && random.nextBoolean()) {
                content[random.nextInt(content.length)] = value;
            }
            Bytes whole = Bytes.copyOf(content);
            int cut = random.nextInt(content.length + 1);
            Bytes bytes = whole.slice(cut, cut + random.nextInt(content.length - cut + 1));
            int from = random.nextInt(bytes.length() + 1);
            assertEquals(plainIndexOf(bytes, value, from), bytes.indexOf(value, from));
        }
    }

    @Test
    void aByteBehindASliceIsNotFound() {
        Bytes bytes = Bytes.utf8("0123456789\n");
        assertEquals(10, bytes.indexOf((byte) '\n', 0));
        assertEquals(-1, bytes.slice(0, 10).indexOf((byte) '\n', 0));
        assertEquals(-1, bytes.indexOf((byte) '\n', 11));
        assertThrows(IndexOutOfBoundsException.class, () -> bytes.indexOf((byte) '\n', 12));
    }

    /** Also keys of one hash code have an order, by which a map finds them. */
    @Test
    void theOrderIsThatOfUnsignedBytes() {
        List<Bytes> ordered = List.of(
                Bytes.empty(),
                Bytes.utf8("AaAa"),
                Bytes.utf8("AaBB"),
                Bytes.utf8("BB"),
                Bytes.utf8("BBAa"),
                Bytes.copyOf((byte) 0x7F),
                Bytes.copyOf((byte) 0x80));
        assertEquals(Bytes.utf8("AaBB").hashCode(), Bytes.utf8("BBAa").hashCode());
        for (int i = 0; i < ordered.size(); i++) {
            for (int k = 0; k < ordered.size(); k++) {
                Bytes one = Bytes.utf8("-").concat(ordered.get(i)).slice(1, 1 + ordered.get(i).length());
                assertEquals(Integer.signum(i - k), Integer.signum(one.compareTo(ordered.get(k))));
            }
        }
    }
}
