package io.nagare.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.policy.LengthPrefix;
import io.nagare.policy.LineOptions;
import org.junit.jupiter.api.Test;

/** A peer that sends byte by byte costs work in proportion to its bytes: counted in calls and in bytes looked at. */
class LinearWorkTest {

    private static final int LENGTH = 200_000;

    private final Cursor cursor = new Cursor(2 * LENGTH);
    private int calls;

    /** Gives the decoder a byte. Returns the frame, or null. */
    private <T> T feed(Decoder<T> decoder, int value) {
        cursor.add(Bytes.copyOf((byte) value));
        T frame = null;
        if (cursor.isReady()) {
            calls++;
            cursor.beginCall();
            try {
                frame = decoder.decode(cursor);
            } catch (MoreBytes missing) {
                // The call is repeated.
            }
            cursor.endCall(frame != null, decoder);
        }
        cursor.settle();
        return frame;
    }

    private void feedMany(Decoder<?> decoder, int count) {
        for (int i = 0; i < count; i++) {
            assertNull(feed(decoder, '-'));
        }
    }

    @Test
    void aSearchLooksAtEachByteOnce() {
        Decoder<Bytes> decoder = Codec.delimited(LENGTH, Bytes.utf8("\n")).decoder();
        feedMany(decoder, LENGTH);
        assertEquals(LENGTH, feed(decoder, '\n').length());
        assertEquals(LENGTH, cursor.searched());
    }

    @Test
    void aSearchForSequencesLooksAtEachByteOnceForEach() {
        Decoder<Bytes> decoder =
                Codec.delimited(LENGTH, Bytes.utf8("\r\n\r\n"), Bytes.utf8("\n..\n")).decoder();
        feedMany(decoder, LENGTH);
        "\n..\n".chars().limit(3).forEach(next -> assertNull(feed(decoder, next)));
        assertEquals(LENGTH, feed(decoder, '\n').length());
        // What may be the beginning of the delimiter is looked at again, up to three bytes of it for each new byte.
        assertTrue(cursor.searched() <= 2 * 4 * (LENGTH + 4L), () -> cursor.searched() + " bytes");
    }

    /** Frames in one piece with a delimiter that never comes: its search is not begun anew for each frame. */
    @Test
    void aSearchThatFoundNothingIsNotRepeatedForTheNextFrame() {
        Decoder<Bytes> decoder = Codec.delimited(LENGTH, Bytes.utf8("\n"), Bytes.utf8(";")).decoder();
        cursor.add(Bytes.utf8("a\n".repeat(LENGTH / 2)));
        for (int frames = 0; frames < LENGTH / 2; frames++) {
            cursor.beginCall();
            assertTrue(cursor.endCall(decoder.decode(cursor) != null, decoder));
        }
        assertTrue(cursor.searched() <= 2L * LENGTH, () -> cursor.searched() + " bytes");
    }

    @Test
    void linesLookAtEachByteOnce() {
        Decoder<String> decoder =
                Codec.lines(LineOptions.defaults().maxLength(LENGTH)).decoder();
        feedMany(decoder, LENGTH);
        assertEquals(LENGTH, feed(decoder, '\n').length());
        assertEquals(LENGTH, cursor.searched());
    }

    @Test
    void aFrameOfKnownLengthTakesThreeCalls() {
        Decoder<Bytes> decoder =
                Codec.lengthPrefixed(LengthPrefix.of(4).maxFrame(LENGTH + 4)).decoder();
        for (int shift = 24; shift >= 0; shift -= 8) {
            assertNull(feed(decoder, LENGTH >> shift));
        }
        feedMany(decoder, LENGTH - 1);
        assertEquals(LENGTH, feed(decoder, '-').length());
        assertEquals(3, calls);
    }

    @Test
    void aDecoderThatTakesBytesBeforeTheyAreThereIsNotCalledForEach() {
        Decoder<Bytes> decoder = bytes -> bytes.take(bytes.takeInt());
        for (int shift = 24; shift >= 0; shift -= 8) {
            assertNull(feed(decoder, LENGTH >> shift));
        }
        feedMany(decoder, LENGTH - 1);
        assertEquals(LENGTH, feed(decoder, '-').length());
        assertEquals(3, calls);
    }
}
