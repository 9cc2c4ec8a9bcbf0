package io.nagare.net.transport;

import io.nagare.driver.Leaf;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What has passed over a connection in each direction, and whether a side waits now. Written by the connection's reader
 * and its writer. Any thread may look.
 */
abstract sealed class Traffic permits Release {

    /*
     * Each field has one writer at a time: the connection's reader or its writer. The next reader or writer starts
     * after a transition of the connection's state, which orders their accesses. Other threads only look at the counts:
     * opaque is enough for them to read no halves, and to see a change at some time. Whether a side waits is announced
     * and then the watch is looked for, while a watch enters itself and then looks whether a side waits. So these
     * accesses are volatile: one of the two finds the other.
     */
    private static final VarHandle BYTES_READ = field("bytesRead", long.class);
    private static final VarHandle BYTES_WRITTEN = field("bytesWritten", long.class);
    private static final VarHandle READER_WAITS = field("readerWaits", boolean.class);
    private static final VarHandle WRITER_WAITS = field("writerWaits", boolean.class);

    private static VarHandle field(String name, Class<?> type) {
        return ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), name, VarHandle.class, Traffic.class, type);
    }

    private long bytesRead;
    private long bytesWritten;
    private boolean readerWaits;
    private boolean writerWaits;

    /** Woken when a side begins to wait. Null if nobody wants to know. */
    private volatile @Nullable Leaf watch;

    public final long bytesRead() {
        return (long) BYTES_READ.getOpaque(this);
    }

    public final long bytesWritten() {
        return (long) BYTES_WRITTEN.getOpaque(this);
    }

    /** Whether a reader has demand and has found nothing. */
    public final boolean readerWaits() {
        return (boolean) READER_WAITS.getVolatile(this);
    }

    /** Whether a writer has bytes that the wire does not take. */
    public final boolean writerWaits() {
        return (boolean) WRITER_WAITS.getVolatile(this);
    }

    final void countRead(int bytes) {
        BYTES_READ.setOpaque(this, bytesRead + bytes);
    }

    final void countWritten(long bytes) {
        BYTES_WRITTEN.setOpaque(this, bytesWritten + bytes);
    }

    /** Wakes a leaf whenever a side begins to wait; null to wake none. */
    public final void watch(@Nullable Leaf leaf) {
        watch = leaf;
    }

    /** Called by the reader, which waits from one message to the next: that writes nothing. */
    final void readerWaits(boolean waits) {
        if (readerWaits != waits) {
            READER_WAITS.setVolatile(this, waits);
            tell(waits);
        }
    }

    final void writerWaits(boolean waits) {
        if (writerWaits != waits) {
            WRITER_WAITS.setVolatile(this, waits);
            tell(waits);
        }
    }

    private void tell(boolean waits) {
        Leaf watching = watch;
        if (waits && watching != null) {
            watching.wake();
        }
    }
}
