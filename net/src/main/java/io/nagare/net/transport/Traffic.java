package io.nagare.net.transport;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What has passed over a connection in each direction, and whether a side waits now. Written by the connection's reader
 * and its writer. Any thread may look.
 */
abstract sealed class Traffic permits Transport {

    /*
     * Each field has one writer at a time: the connection's reader or its writer. The next reader or writer starts
     * after a transition of the connection's state, which orders their accesses. Other threads only look: opaque is
     * enough for them to read no halves, and to see a change at some time.
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

    public final long bytesRead() {
        return (long) BYTES_READ.getOpaque(this);
    }

    public final long bytesWritten() {
        return (long) BYTES_WRITTEN.getOpaque(this);
    }

    /** Whether a reader has demand and has found nothing. */
    public final boolean readerWaits() {
        return (boolean) READER_WAITS.getOpaque(this);
    }

    /** Whether a writer has bytes that the wire does not take. */
    public final boolean writerWaits() {
        return (boolean) WRITER_WAITS.getOpaque(this);
    }

    final void countRead(int bytes) {
        BYTES_READ.setOpaque(this, bytesRead + bytes);
    }

    final void countWritten(long bytes) {
        BYTES_WRITTEN.setOpaque(this, bytesWritten + bytes);
    }

    /** Called by the reader, which waits from one message to the next: that writes nothing. */
    final void readerWaits(boolean waits) {
        if (readerWaits != waits) {
            READER_WAITS.setOpaque(this, waits);
        }
    }

    final void writerWaits(boolean waits) {
        if (writerWaits != waits) {
            WRITER_WAITS.setOpaque(this, waits);
        }
    }
}
