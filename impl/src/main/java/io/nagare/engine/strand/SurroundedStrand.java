package io.nagare.engine.strand;

import io.nagare.driver.Driver;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.local.Locals;
import io.nagare.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;

/**
 * A strand as seen by the part of a program upstream of a {@code contextWrite} or {@code doOnDiscard}: the same strand
 * with other surroundings. Everything that is compiled, attached or made a leaf there gets this object. So this code
 * passes the surroundings on without knowing of them. Immutable; called on the strand, unless {@link Strand} says
 * otherwise.
 */
public final class SurroundedStrand implements Strand {

    /** The strand downstream of these surroundings. */
    private final Strand outer;

    /** The strand itself. */
    private final Strand strand;

    private final @Nullable Locals locals;
    private final Stage.@Nullable OnDiscard<?, ?> discard;

    private SurroundedStrand(Strand outer, @Nullable Locals locals, Stage.@Nullable OnDiscard<?, ?> discard) {
        this.outer = outer;
        this.strand = outer instanceof SurroundedStrand scoped ? scoped.strand : outer;
        this.locals = locals;
        this.discard = discard;
    }

    /** Surrounds a strand with one more local value. */
    public static SurroundedStrand of(Stage.Local<?, ?> stage, Strand outer) {
        return new SurroundedStrand(outer, Locals.with(localsOf(outer), stage.key(), stage.value()), null);
    }

    /** Surrounds a strand with other local values. */
    static SurroundedStrand of(@Nullable Locals locals, Strand outer) {
        return new SurroundedStrand(outer, locals, null);
    }

    /** Makes a scope with another rule for discarded items. */
    public static SurroundedStrand of(Stage.OnDiscard<?, ?> stage, Strand outer) {
        return new SurroundedStrand(outer, localsOf(outer), stage);
    }

    /** The local values of a strand, scoped or not. */
    public static @Nullable Locals localsOf(Strand strand) {
        if (strand instanceof SurroundedStrand scoped) {
            return scoped.locals;
        }
        return strand instanceof StrandHome scheduled ? scheduled.locals() : null;
    }

    /** The strand as it is downstream of these surroundings. */
    public static Strand outerOf(Strand strand) {
        return strand instanceof SurroundedStrand scoped ? scoped.outer : strand;
    }

    /** Whether both are the same strand, regardless of their surroundings. */
    public static boolean sameStrand(Strand one, Strand other) {
        return strandOf(one) == strandOf(other);
    }

    /** Makes a publisher that keeps the surroundings of the given strand, on any strand to which it is attached. */
    public static <T> Publisher<T> carry(Publisher<T> publisher, Strand surroundings) {
        return surroundings instanceof SurroundedStrand scoped ? new Carried<>(publisher, scoped) : publisher;
    }

    /** Returns the publisher inside one of {@link #carry}, or null for any other. */
    static @Nullable Publisher<?> carried(Publisher<?> publisher) {
        return publisher instanceof Carried<?> carried ? carried.publisher : null;
    }

    /** The strand itself, without surroundings. */
    public static Strand strandOf(Strand strand) {
        return strand instanceof SurroundedStrand scoped ? scoped.strand : strand;
    }

    /** Makes the same surroundings on another strand. */
    private SurroundedStrand on(Strand other) {
        Strand base = outer instanceof SurroundedStrand scoped ? scoped.on(other) : other;
        return new SurroundedStrand(base, locals, discard);
    }

    /** Steps a leaf that was made in this scope. */
    void step(Leaf leaf) {
        Locals previous = Locals.swap(locals);
        try {
            leaf.step();
        } finally {
            Locals.swap(previous);
        }
    }

    @Override
    public void discard(@Nullable Object item) {
        if (item == null) {
            return;
        }
        Stage.OnDiscard<?, ?> rule = ruleFor(item);
        if (rule != null) {
            try {
                rule.discard(item);
            } catch (Throwable failure) {
                driver().unseen(failure, "doOnDiscard");
            }
        } else if (Discard.isResource(item) || !Discard.content(item, this::discard, driver())) {
            strand.discard(item);
        }
    }

    /** Returns the nearest rule for items of that type, or null. */
    private Stage.@Nullable OnDiscard<?, ?> ruleFor(@Nullable Object item) {
        for (Strand scope = this; scope instanceof SurroundedStrand scoped; scope = scoped.outer) {
            if (scoped.discard != null && scoped.discard.type().isInstance(item)) {
                return scoped.discard;
            }
        }
        return null;
    }

    /** Attaches a publisher in this scope for a subscriber outside of it. */
    <T> void attachWithin(Publisher<T> publisher, StrandSubscriber<? super T> subscriber, Strand outside) {
        Locals previous = Locals.swap(locals);
        try {
            attach(publisher, new LocalBoundary<T>(locals, localsOf(outside), subscriber));
        } finally {
            Locals.swap(previous);
        }
    }

    @Override
    public <T> void attach(Publisher<? extends T> publisher, StrandSubscriber<T> subscriber) {
        if (strand instanceof ScheduledStrand scheduled) {
            scheduled.attach(publisher, subscriber, this);
        } else {
            strand.attach(publisher, subscriber);
        }
    }

    @Override
    public boolean isCurrent() {
        return strand.isCurrent();
    }

    @Override
    public boolean spend(int units) {
        return strand.spend(units);
    }

    @Override
    public int slice() {
        return strand.slice();
    }

    @Override
    public Runnable onBehalf(Runnable work) {
        return Locals.bound(locals, work);
    }

    @Override
    public Driver driver() {
        return strand.driver();
    }

    @Override
    public void enqueue(Leaf leaf) {
        strand.enqueue(leaf);
    }

    private static final class Carried<T> extends Attachable<T> {

        private final Publisher<T> publisher;
        private final SurroundedStrand surroundings;

        Carried(Publisher<T> publisher, SurroundedStrand surroundings) {
            this.publisher = publisher;
            this.surroundings = surroundings;
        }

        @Override
        public void attach(StrandSubscriber<? super T> subscriber, Strand strand) {
            SurroundedStrand scoped = surroundings.on(strand);
            if (subscriber instanceof Terminal terminal) {
                terminal.discardTo(scoped);
            }
            scoped.attachWithin(publisher, subscriber, strand);
        }

        @Override
        public void subscribe(Subscriber<? super T> subscriber) {
            publisher.subscribe(subscriber);
        }
    }
}
