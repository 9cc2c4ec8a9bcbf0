package io.nagare.process;

import io.nagare.Bytes;
import io.nagare.driver.Leaf;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The standard input of this process: the daemon thread that reads it, and the piece that it has read. Any thread may
 * call it; the reader is on a strand.
 *
 * <p>Always holds: there is one reader at most. The thread reads only when the reader has asked, and one piece at a
 * time. A piece that a reader has asked for and not taken waits for the next one.
 */
final class StandardInput {

    /** On Linux, what the input is. */
    private static final Path DESCRIPTOR = Path.of("/proc/self/fd/0");

    private static final int SIZE = 8 * 1024;
    private static final long STACK = 256 * 1024;

    /** Looked up each time: a program may set another. */
    static final StandardInput INSTANCE = new StandardInput(() -> System.in);

    private final Supplier<InputStream> source;

    /** Guarded by the monitor of this, as are all fields below. */
    private @Nullable Leaf reader;

    private @Nullable Thread thread;
    private boolean asked;
    private @Nullable Bytes piece;
    private boolean ended;
    private @Nullable IOException failure;

    /** For tests too, with an input of their own. */
    StandardInput(Supplier<InputStream> input) {
        this.source = input;
    }

    /** Returns whether the leaf may read; it is woken when there is a piece or the end. */
    synchronized boolean begin(Leaf leaf) {
        if (reader != null) {
            return false;
        }
        reader = leaf;
        return true;
    }

    synchronized void leave() {
        reader = null;
    }

    /** Takes the piece. Null if there is none. */
    synchronized @Nullable Bytes poll() {
        Bytes taken = piece;
        piece = null;
        return taken;
    }

    /** Whether there will be no further piece. */
    synchronized boolean hasEnded() {
        return ended && piece == null;
    }

    /** Why it has ended; null for its end. */
    synchronized @Nullable IOException failure() {
        return failure;
    }

    /** Wants a piece. */
    synchronized void ask() {
        if (asked || ended || piece != null) {
            return;
        }
        asked = true;
        if (thread == null) {
            thread = new Thread(null, this::read, "nagare-process-stdin", STACK);
            thread.setDaemon(true);
            thread.start();
        }
        LockSupport.unpark(thread);
    }

    private void read() {
        byte[] buffer = new byte[SIZE];
        while (!hasEnded()) {
            if (!isAsked()) {
                LockSupport.park(this);
                continue;
            }
            try {
                InputStream input = source.get();
                requireOpen(input);
                int count = input.read(buffer);
                put(count < 0 ? null : Bytes.copyOf(ByteBuffer.wrap(buffer, 0, count)), null);
            } catch (IOException thrown) {
                put(null, thrown);
            } catch (Throwable thrown) {
                put(null, new IOException(thrown));
            }
        }
    }

    /**
     * A process that was started with a closed input has something else under its number: the first file that the JVM
     * has opened, one of its own. Its bytes are not what anybody has sent.
     */
    private static void requireOpen(InputStream input) throws IOException {
        if (input.getClass() != BufferedInputStream.class || !Files.isSymbolicLink(DESCRIPTOR)) {
            return;
        }
        Path home = Path.of(System.getProperty("java.home", "")).toRealPath();
        if (Files.readSymbolicLink(DESCRIPTOR).startsWith(home)) {
            throw new IOException("it was closed when this process was started");
        }
    }

    private synchronized boolean isAsked() {
        return asked;
    }

    private synchronized void put(@Nullable Bytes read, @Nullable IOException thrown) {
        asked = false;
        piece = read;
        ended = read == null;
        failure = thrown;
        if (reader != null) {
            reader.wake();
        }
    }
}
