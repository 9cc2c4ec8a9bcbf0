package io.nagare.testing.simulation.house;

import io.nagare.Bytes;
import io.nagare.Many;
import java.util.Random;

/** Bytes of which each is known by its position, so that a receiver sees what was lost, doubled or moved. */
final class Pattern {

    private static final int PRIME = 251;

    private Pattern() {}

    /** A stream of bytes in pieces of random sizes. */
    static Many<Bytes> pieces(int total, Random random) {
        return Many.generate(() -> 0, (at, output) -> {
            int size = Math.min(total - at, 1 + random.nextInt(4_000));
            if (size == 0) {
                output.complete();
            } else {
                output.emit(piece(at, size));
            }
            return at + size;
        });
    }

    private static Bytes piece(int from, int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) ((from + i) % PRIME);
        }
        return Bytes.wrap(bytes);
    }

    /** Counts the bytes that come, and checks each. */
    static final class Check {

        private int received;

        int received() {
            return received;
        }

        void next(Bytes bytes) {
            for (int i = 0; i < bytes.length(); i++, received++) {
                if (bytes.get(i) != (byte) (received % PRIME)) {
                    throw Invariant.broken(5, "byte " + received + " is another one");
                }
            }
        }
    }
}
