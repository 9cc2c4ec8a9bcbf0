package io.nagare.driver;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A place where the world comes into a strand. A socket became readable, a timer fired, a channel has room, a file was
 * read, or a foreign thread made demand. Any thread may mark a leaf ready on its strand, with {@link #wake()}. The work
 * itself is then done on the strand, in {@link #run()}.
 *
 * <p>Always holds: a leaf is in its strand's list at most once. A {@code wake()} is never lost: a call of {@code run()}
 * begins after it.
 *
 * @since 0.1
 */
public abstract class Leaf {

    /*
     * Implementation. `ready` is 1 from the wake that put this leaf into the list until just before the run that serves
     * it. Both accesses are exchanges, so that a wake publishes:
     *  - wake() always writes. The exchange in step() reads the last such write, and each exchange reads the write
     *    before it. So the run sees what any waking thread wrote before its wake, even if the wake of another thread
     *    put the leaf into the list. A compare-and-set that fails would write nothing, and so publish nothing.
     *  - step() clears `ready` before run(), so that a wake during the run puts the leaf into the list again.
     */
    private static final VarHandle READY =
            ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), "ready", VarHandle.class, Leaf.class, int.class);

    private final Strand strand;

    @SuppressWarnings("unused") // by READY
    private volatile int ready;

    private @Nullable Leaf link;

    /** Makes a leaf of the strand. It is not ready. */
    protected Leaf(Strand strand) {
        this.strand = strand;
    }

    /** The strand that this leaf belongs to. */
    public final Strand strand() {
        return strand;
    }

    /**
     * Makes the strand call {@link #run()}, once for any number of wakes before that call begins. Any thread may call
     * it.
     */
    public final void wake() {
        if ((int) READY.getAndSet(this, 1) == 0) {
            strand.enqueue(this);
        }
    }

    /** Does the work that there is now. Called on the strand, possibly when there is no work. */
    protected abstract void run();

    /** For the strand alone: clears this leaf's readiness and runs it. */
    public final void step() {
        READY.getAndSet(this, 0);
        run();
    }

    /** For the strand alone: the next leaf in the ready list. */
    public final @Nullable Leaf link() {
        return link;
    }

    /** For the strand alone: sets the next leaf in the ready list. */
    public final void link(@Nullable Leaf next) {
        link = next;
    }
}
