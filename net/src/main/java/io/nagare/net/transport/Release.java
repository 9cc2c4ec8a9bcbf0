package io.nagare.net.transport;

import io.nagare.One;
import io.nagare.sync.CancellationToken;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Knows how a connection has ended, and tells those that wait for the end. Any thread may use it. The transport extends
 * this instead of holding it, which saves each connection an object.
 *
 * <p>Always holds: the first end counts, and is told once.
 */
abstract sealed class Release extends Traffic permits Transport {

    /** How a wire was given back. */
    enum End {
        /** It was not. */
        NONE,
        IN_ORDER,
        /** The peer could see that it was cut off. */
        CUT_OFF
    }

    private static final VarHandle END =
            ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), "end", VarHandle.class, Release.class, End.class);

    private volatile End end = End.NONE;

    /** Cancelled when the wire was given back. Made for the first that asks. Guarded by the monitor of this. */
    private @Nullable CancellationToken gone;

    /** The wire was given back for the first time. Allocates nothing: that has to work without memory. */
    abstract void released();

    /** What {@link #closed()} ends with. The wire has been given back. */
    abstract One<Void> outcome();

    abstract void wakeBoth();

    /** The wire was given back. */
    final void release(End how) {
        if (END.compareAndSet(this, End.NONE, how)) {
            released();
        }
        wakeBoth();
        CancellationToken told = told();
        if (told != null) {
            told.cancel();
        }
    }

    /** Whether the wire was given back so that the peer could see that it was cut off. */
    public final boolean wasCutOff() {
        return end == End.CUT_OFF;
    }

    /**
     * Completes when the connection has closed in good order and its wire was given back. Fails if it was cut off: with
     * the failure that was the reason, if there was one.
     */
    public final One<Void> closed() {
        return One.defer(() -> tokenOfRelease().cancelled().then(One.defer(this::outcome)));
    }

    private synchronized @Nullable CancellationToken told() {
        return gone;
    }

    private CancellationToken tokenOfRelease() {
        CancellationToken told;
        synchronized (this) {
            told = gone;
            if (told == null) {
                told = CancellationToken.create();
                gone = told;
            }
        }
        // Whoever gives the wire back says so first, and then looks for the token.
        if (end != End.NONE) {
            told.cancel();
        }
        return told;
    }
}
