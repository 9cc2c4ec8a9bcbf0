package io.nagare.fs.handle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;

/**
 * Calls to channels whose counts can be trusted. The JDK lets through counts below -1 for a call that a signal has interrupted (-3, on JDK 17 for
 * instance from {@code transferTo}); they are neither an end nor a failure, and the call is made again. All methods may block.
 */
public final class ChannelCalls {

    /** How often in a row a call may be interrupted. */
    private static final int MOST_INTERRUPTIONS = 1000;

    private ChannelCalls() {}

    /** Returns how many bytes were read, or -1 at the end. */
    public static int read(FileChannel from, ByteBuffer buffer, long position) throws IOException {
        for (int interruptions = 0; interruptions <= MOST_INTERRUPTIONS; interruptions++) {
            int count = from.read(buffer, position);
            if (count >= -1) {
                return count;
            }
        }
        throw interrupted("read");
    }

    /** Returns how many bytes were written, at least 0. */
    public static int write(WritableByteChannel to, ByteBuffer buffer) throws IOException {
        for (int interruptions = 0; interruptions <= MOST_INTERRUPTIONS; interruptions++) {
            int count = to.write(buffer);
            if (count >= 0) {
                return count;
            }
        }
        throw interrupted("write");
    }

    /** Returns how many bytes were transferred; 0 says nothing about why it was none. */
    public static long transfer(FileChannel from, long position, long most, WritableByteChannel to) throws IOException {
        return Math.max(0, from.transferTo(position, most, to));
    }

    private static IOException interrupted(String call) {
        return new IOException("a " + call + " was interrupted by signals " + MOST_INTERRUPTIONS + " times in a row");
    }
}
