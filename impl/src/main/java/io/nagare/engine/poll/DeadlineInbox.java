package io.nagare.engine.poll;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines that strands have changed without the owner flag. The inbox is Treiber's stack: any thread pushes, and
 * the holder of the flag takes the whole stack. Its order means nothing, because each deadline's state says what its
 * strand wants.
 *
 * <p>Always holds: only the request that marks a deadline as queued pushes it. So a deadline is in the inbox at most
 * once.
 */
final class DeadlineInbox {

    private static final VarHandle TOP = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "top", VarHandle.class, DeadlineInbox.class, WheelDeadline.class);

    @SuppressWarnings("unused") // by TOP
    private volatile @Nullable WheelDeadline top;

    /** Any thread: pushes a deadline. Returns roughly how many are in the inbox now. */
    int push(WheelDeadline deadline) {
        for (; ; ) {
            WheelDeadline below = topVolatile();
            // Plain: the compare-and-set of the top publishes both fields. The deadline below may have been taken out
            // and pushed again meanwhile, so its depth may be out of date. Then only the count is wrong. The link is
            // right, because the compare-and-set succeeds only if that deadline is on top now.
            int depth = below == null ? 1 : below.inboxDepth + 1;
            deadline.inboxBelow = below;
            deadline.inboxDepth = depth;
            if (casTop(below, deadline)) {
                return depth;
            }
        }
    }

    /**
     * The holder: takes all deadlines. The caller follows the links {@link WheelDeadline#inboxBelow}, which are plain:
     * the exchange has made them visible.
     */
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
