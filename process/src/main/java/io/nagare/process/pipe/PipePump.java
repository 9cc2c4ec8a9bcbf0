package io.nagare.process.pipe;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;

/**
 * A daemon thread that copies between a blocking stream of the JDK and a pipe. It is needed where a child cannot be
 * given the pipe itself. There is one for each such pipe, so silent children take no thread from any pool.
 *
 * <p>Always holds: it ends, and closes both sides, when either side has ended or was closed. A read of the JDK's stream
 * cannot be broken off: the thread then lives until the child, or whoever has inherited the pipe, writes or ends.
 */
final class PipePump {

    private static final int SIZE = 8 * 1024;
    private static final long STACK = 128 * 1024;

    private PipePump() {}

    /** Copies what a child writes into the pipe. */
    static void start(InputStream from, Pipe.SinkChannel to) {
        thread("output", () -> {
            try (from;
                    to) {
                byte[] chunk = new byte[SIZE];
                for (int count = from.read(chunk); count >= 0; count = from.read(chunk)) {
                    ByteBuffer left = ByteBuffer.wrap(chunk, 0, count);
                    while (left.hasRemaining()) {
                        to.write(left);
                    }
                }
            } catch (IOException ended) {
                // The reader has gone, or the child has.
            }
        });
    }

    /** Copies what is in the pipe to a child. */
    static void start(Pipe.SourceChannel from, OutputStream to) {
        thread("input", () -> {
            try (from;
                    to) {
                ByteBuffer chunk = ByteBuffer.allocate(SIZE);
                while (from.read(chunk) >= 0) {
                    to.write(chunk.array(), 0, chunk.position());
                    to.flush();
                    chunk.clear();
                }
            } catch (IOException ended) {
                // As above.
            }
        });
    }

    private static void thread(String what, Runnable body) {
        Thread thread = new Thread(null, body, "nagare-process-" + what, STACK);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
    }
}
