package io.nagare.engine.scheduler.base;

import io.nagare.engine.queue.LeadingPadding;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** The cell without the padding behind it. The callers argue for the access mode that they choose. */
abstract class UnpaddedCell extends LeadingPadding {

    private static final VarHandle TASK = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "task", VarHandle.class, UnpaddedCell.class, Schedulable.class);

    @SuppressWarnings("unused") // by TASK
    private @Nullable Schedulable task;

    public final @Nullable Schedulable getOpaque() {
        return (Schedulable) TASK.getOpaque(this);
    }

    public final @Nullable Schedulable getAcquire() {
        return (Schedulable) TASK.getAcquire(this);
    }

    public final void setRelease(@Nullable Schedulable value) {
        TASK.setRelease(this, value);
    }

    public final @Nullable Schedulable getAndSet(@Nullable Schedulable value) {
        return (Schedulable) TASK.getAndSet(this, value);
    }
}

/** A reference to a task, alone on its cache lines because several threads write it. */
public abstract class PaddedCell extends UnpaddedCell {
    byte b00, b01, b02, b03, b04, b05, b06, b07;
    byte b10, b11, b12, b13, b14, b15, b16, b17;
    byte b20, b21, b22, b23, b24, b25, b26, b27;
    byte b30, b31, b32, b33, b34, b35, b36, b37;
    byte b40, b41, b42, b43, b44, b45, b46, b47;
    byte b50, b51, b52, b53, b54, b55, b56, b57;
    byte b60, b61, b62, b63, b64, b65, b66, b67;
    byte b70, b71, b72, b73, b74, b75, b76, b77;
    byte b80, b81, b82, b83, b84, b85, b86, b87;
    byte b90, b91, b92, b93, b94, b95, b96, b97;
    byte ba0, ba1, ba2, ba3, ba4, ba5, ba6, ba7;
    byte bb0, bb1, bb2, bb3, bb4, bb5, bb6, bb7;
    byte bc0, bc1, bc2, bc3, bc4, bc5, bc6, bc7;
    byte bd0, bd1, bd2, bd3, bd4, bd5, bd6, bd7;
    byte be0, be1, be2, be3, be4, be5, be6, be7;
    byte bf0, bf1, bf2, bf3, bf4, bf5, bf6, bf7;
}
