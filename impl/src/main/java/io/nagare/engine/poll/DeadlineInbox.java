package io.nagare.engine.poll;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Deadlines whose strands could not take the owner flag: a stack (Treiber's) that any thread pushes to and the holder
 * of the flag takes whole. The order in it means nothing, since each deadline knows what it wants.
 *
 * <p>Always holds: a deadline is pushed only by the request that marked it as queued, hence is in at most once.
 */
final class DeadlineInbox {

    private static final VarHandle TOP = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "top", VarHandle.class, DeadlineInbox.class, WheelDeadline.class);

    @SuppressWarnings("unused") // by TOP
    private volatile @Nullable WheelDeadline top;

    /** Any thread. Returns about how many are in it now. */
    int push(WheelDeadline deadline) {
        for (; ; ) {
            WheelDeadline below = topVolatile();
            // The one below may have been taken out and be on its way back meanwhile, and its depth be another's: if so
            // it is a wrong count, and its link is right, because the exchange succeeds only if it is on top now.
            int depth = below == null ? 1 : below.inboxDepth + 1;
            deadline.inboxBelow = below;
            deadline.inboxDepth = depth;
            if (casTop(below, deadline)) {
                return depth;
            }
        }
    }

    /** The holder: takes everything. Follow it by {@link WheelDeadline#inboxBelow}. */
    @Nullable WheelDeadline takeAll() {
        return topVolatile() == null ? null : (WheelDeadline) TOP.getAndSet(this, null);
    }

    boolean isEmpty() {
        return topVolatile() == null;
    }

    private @Nullable WheelDeadline topVolatile() {
        return (WheelDeadline) TOP.getVolatile(this);
    }

    private boolean casTop(@Nullable WheelDeadline expected, WheelDeadline update) {
        return TOP.compareAndSet(this, expected, update);
    }
}
