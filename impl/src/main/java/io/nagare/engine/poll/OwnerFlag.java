package io.nagare.engine.poll;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The right to use the parts of a {@link PollDriver} that are not thread-safe. It is a lock without a queue.
 *
 * <p>The actions of one holder happen before those of the next. {@link #release()} is volatile and not merely a
 * release. The holder gives up the flag and then looks for messages. A thread that has left a message and failed to
 * take the flag relies on this order.
 */
final class OwnerFlag {

    private static final VarHandle HOLDER = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "holder", VarHandle.class, OwnerFlag.class, Thread.class);

    private static final int SPINS = 64;

    @SuppressWarnings("unused") // by HOLDER
    private volatile @Nullable Thread holder;

    /** Takes the flag if it is free. A thread that holds it must not call this. */
    boolean tryAcquire() {
        // Volatile: a thread that has left a message must not see the flag as it was before that.
        return HOLDER.getVolatile(this) == null && HOLDER.compareAndSet(this, null, Thread.currentThread());
    }

    /**
     * Takes the flag, and waits for it as long as necessary. For use only where every other holder is brief. The
     * calling thread should not hold the flag. If it does, a stack overflow has kept it from giving the flag up, and it
     * goes on with the flag.
     */
    void acquire() {
        for (int tries = 0; !tryAcquire() && !isHeldByCurrentThread(); tries++) {
            if (tries < SPINS) {
                Thread.onSpinWait();
            } else {
                // The holder has probably lost its processor.
                Thread.yield();
            }
        }
    }

    void release() {
        setHolderVolatile(null);
    }

    boolean isHeldByCurrentThread() {
        // Opaque is enough: only this thread writes itself into the field or removes itself.
        return holderOpaque() == Thread.currentThread();
    }

    /** The holder of the flag, or null. Opaque: it may be out of date unless the caller knows better. */
    @Nullable Thread holderOpaque() {
        return (Thread) HOLDER.getOpaque(this);
    }

    private void setHolderVolatile(@Nullable Thread thread) {
        HOLDER.setVolatile(this, thread);
    }
}
