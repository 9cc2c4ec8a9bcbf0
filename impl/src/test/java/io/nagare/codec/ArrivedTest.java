package io.nagare.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The store of bytes, compared with an array. */
class ArrivedTest {

    @Test
    void itIsAnArrayOfWhatHasArrived() {
        for (int seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int largest = List.of(1, 20, 600, 5_000).get(random.nextInt(4));
            byte[] all = new byte[20_000];
            random.nextBytes(all);
            Bytes whole = Bytes.wrap(all);
            Arrived arrived = new Arrived();
            int end = 0;
            int start = 0;
            while (end < all.length) {
                int next = Math.min(all.length, end + 1 + random.nextInt(largest));
                arrived.add(Bytes.wrap(Arrays.copyOfRange(all, end, next)));
                end = next;
                if (random.nextInt(8) == 0) {
                    start += random.nextInt(end - start + 1);
                }
                arrived.dropTo(start);
                arrived.settle(start, 1 + random.nextInt(300));
                int from = start + random.nextInt(end - start + 1);
                int to = from + random.nextInt(end - from + 1);
                assertEquals(end, arrived.end());
                assertEquals(whole.slice(from, to), arrived.slice(from, to), "seed " + seed);
                if (from < to) {
                    assertEquals(all[from], arrived.get(from));
                    assertEquals(naiveIndexOf(whole, from, end), arrived.indexOf(Bytes.utf8("ab"), from));
                }
            }
        }
    }

    private static int naiveIndexOf(Bytes bytes, int from, int end) {
        for (int at = from; at + 2 <= end; at++) {
            if (bytes.get(at) == 'a' && bytes.get(at + 1) == 'b') {
                return at;
            }
        }
        return -1;
    }

    /** A frame that fits a block is not copied again when it is taken. */
    @Test
    void smallPiecesThatWaitAreCopiedOnce() {
        Arrived arrived = new Arrived();
        byte[] first = {1, 2, 3};
        arrived.add(Bytes.wrap(first));
        arrived.settle(0, 97);
        first[0] = 9;
        assertEquals(1, arrived.get(0), "it still refers to the piece");
        for (int i = 3; i < 100; i++) {
            arrived.add(Bytes.copyOf((byte) i));
            arrived.settle(0, 100 - i);
        }
        assertTrue(sharesItsArray(arrived.slice(0, 100), arrived.slice(0, 100)));
    }

    /** Large pieces wait as they came, and are copied when a frame over several of them is taken. */
    @Test
    void largePiecesThatWaitAreNotCopied() {
        Arrived arrived = new Arrived();
        List<byte[]> pieces = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            pieces.add(new byte[4_096]);
            arrived.add(Bytes.wrap(pieces.get(i)));
            arrived.settle(0, 4_096);
        }
        pieces.forEach(piece -> piece[17] = 5);
        for (int i = 0; i < 3; i++) {
            assertEquals(5, arrived.get(i * 4_096L + 17));
        }
    }

    /** A megabyte that comes byte by byte takes about a thousand blocks. */
    @Test
    void smallPiecesAreCollected() {
        Arrived arrived = new Arrived();
        for (int i = 0; i < 1 << 20; i++) {
            arrived.add(Bytes.copyOf((byte) i));
            arrived.settle(0, 1);
        }
        assertTrue(arrived.pieces() <= 1_100, () -> arrived.pieces() + " pieces");
        assertEquals(1 << 20, arrived.slice(0, 1 << 20).length());
        arrived.dropTo(1 << 20);
        assertEquals(0, arrived.pieces());
    }

    /** A rest that is small beside its piece does not keep the piece in memory. */
    @Test
    void aSmallRestOfALargePieceIsCopied() {
        byte[] piece = new byte[64 * 1024];
        Arrived arrived = new Arrived();
        arrived.add(Bytes.wrap(piece));
        arrived.dropTo(60_000);
        arrived.settle(60_000, 10_000);
        piece[65_000] = 1;
        assertEquals(0, arrived.get(65_000));
        arrived.add(Bytes.wrap(new byte[10]));
        assertEquals(5_546, arrived.slice(60_000, 65_546).length());
    }

    /** Whether two slices are the same memory. */
    private static boolean sharesItsArray(Bytes one, Bytes other) {
        try {
            Field array = Bytes.class.getDeclaredField("array");
            array.setAccessible(true);
            return array.get(one) == array.get(other);
        } catch (ReflectiveOperationException failure) {
            throw new AssertionError(failure);
        }
    }
}
