package io.nagare.fs;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A channel that takes some bytes, then for once none. */
final class Narrow implements WritableByteChannel {

    private static final int ROOM = 100_000;

    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private int room = ROOM;

    byte[] taken() {
        return taken.toByteArray();
    }

    @Override
    public int write(ByteBuffer bytes) {
        if (room == 0) {
            room = ROOM;
            return 0;
        }
        byte[] some = new byte[Math.min(room, bytes.remaining())];
        bytes.get(some);
        taken.writeBytes(some);
        room -= some.length;
        return some.length;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {}
}
