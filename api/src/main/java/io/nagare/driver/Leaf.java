package io.nagare.driver;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Where the world comes into a strand: a socket that became readable, a timer that fired, a channel with room, a file
 * read that finished, demand made by a foreign thread. From any thread a leaf does one thing: it marks itself ready on
 * its strand. What there is to do is then done on the strand, in {@link #run()}.
 *
 * <p>Always holds: a leaf is in its strand's list at most once, and a {@link #wake()} is never lost: there is a call of
 * {@code run()} that begins after it.
 */
public abstract class Leaf {

    /*
     * `ready` is 1 from the wake that put this leaf into the list until just before the run that serves it. Both
     * accesses are exchanges, and that is what makes a wake publish:
     *  - wake() always writes. The exchange in step() reads the last such write, and each exchange reads the one before
     *    it, so what any of the waking threads wrote before is visible to the run, also if another thread's wake put
     *    the leaf into the list. (A compare-and-set that fails would write nothing and so publish nothing.)
     *  - step() clears it before run(), so that a wake during the run puts the leaf in again.
     */
    private static final VarHandle READY =
            ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), "ready", VarHandle.class, Leaf.class, int.class);

    private final Strand strand;

    @SuppressWarnings("unused") // by READY
    private volatile int ready;

    private @Nullable Leaf link;

    /** A leaf of the given strand, not ready. */
    protected Leaf(Strand strand) {
        this.strand = strand;
    }

    /** The strand that this leaf belongs to. */
    public final Strand strand() {
        return strand;
    }

    /** Has {@link #run()} called on the strand, once for any number of calls before it starts. Any thread. */
    public final void wake() {
        if ((int) READY.getAndSet(this, 1) == 0) {
            strand.enqueue(this);
        }
    }

    /** Does what there is to do now. Called on the strand; may be called though there is nothing to do. */
    protected abstract void run();

    /** For the strand alone: takes this leaf's readiness away and runs it. */
    public final void step() {
        READY.getAndSet(this, 0);
        run();
    }

    /** For the strand alone: the leaf behind this one in the ready list. */
    public final @Nullable Leaf link() {
        return link;
    }

    /** For the strand alone: sets the leaf behind this one. */
    public final void link(@Nullable Leaf next) {
        link = next;
    }
}
