package io.nagare.engine.poll;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The right to touch what is not thread-safe in a {@link PollDriver}: a lock that nobody queues for.
 *
 * <p>What one holder did happens before what the next one does. {@link #release()} is volatile and not merely a
 * release: whoever left a message and then failed to take the flag relies on the holder's look at the messages being
 * ordered behind its giving up of the flag.
 */
final class OwnerFlag {

    private static final VarHandle HOLDER = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "holder", VarHandle.class, OwnerFlag.class, Thread.class);

    private static final int SPINS = 64;

    @SuppressWarnings("unused") // by HOLDER
    private volatile @Nullable Thread holder;

    /** Takes the flag if it is free. Not for a thread that holds it. */
    boolean tryAcquire() {
        // Volatile: whoever has left a message must not see the flag as it was before that.
        return HOLDER.getVolatile(this) == null && HOLDER.compareAndSet(this, null, Thread.currentThread());
    }

    /**
     * Takes the flag, waiting for as long as it takes: only where every other holder is brief. The thread must be
     * inside nothing that holds it; if it has it nevertheless, a stack overflow has kept it from giving it up, and it
     * goes on with it.
     */
    void acquire() {
        for (int tries = 0; !tryAcquire() && !isHeldByCurrentThread(); tries++) {
            if (tries < SPINS) {
                Thread.onSpinWait();
            } else {
                // The holder has most likely lost its processor.
                Thread.yield();
            }
        }
    }

    void release() {
        setHolderVolatile(null);
    }

    boolean isHeldByCurrentThread() {
        // Opaque is enough: nobody but this thread writes this thread into it or takes it out.
        return holderOpaque() == Thread.currentThread();
    }

    /** Who holds the flag, a moment ago. */
    @Nullable Thread holderOpaque() {
        return (Thread) HOLDER.getOpaque(this);
    }

    private void setHolderVolatile(@Nullable Thread thread) {
        HOLDER.setVolatile(this, thread);
    }
}
