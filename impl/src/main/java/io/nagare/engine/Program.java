package io.nagare.engine;

import static java.util.Objects.requireNonNull;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.origin.Origins;
import io.nagare.engine.stage.SpecializedStages;
import io.nagare.engine.stage.StageSubscribers;
import io.nagare.engine.strand.Attachable;
import io.nagare.engine.strand.Egress;
import io.nagare.engine.strand.Locals;
import io.nagare.engine.strand.ScopedStrand;
import io.nagare.engine.strand.Trampoline;
import io.nagare.stage.Origin;
import io.nagare.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;

/**
 * A program: an origin, or another program with a stage behind it. Immutable; each subscription compiles it afresh, stage by
 * stage from the last to the first, straight into subscribers, and then opens the origin.
 *
 * @param <T> what it emits
 */
abstract sealed class Program<T> implements Attachable<T> permits ManyProgram, OneProgram {

    private final @Nullable Program<?> upstream;
    private final @Nullable Stage<?, T> stage;
    private final @Nullable Origin<T> origin;

    Program(Origin<T> origin) {
        this.upstream = null;
        this.stage = null;
        this.origin = origin;
    }

    Program(Program<?> upstream, Stage<?, T> stage) {
        this.upstream = upstream;
        this.stage = requireNonNull(stage, "stage");
        this.origin = null;
    }

    @Override
    public final void subscribe(Subscriber<? super T> subscriber) {
        Egress.serve(subscriber, this, null);
    }

    @Override
    @SuppressWarnings("unchecked") // each stage takes what its upstream emits: via() put them together so
    public final void attach(StrandSubscriber<? super T> subscriber, Strand strand) {
        Program<Object> program = (Program<Object>) this;
        StrandSubscriber<Object> head = (StrandSubscriber<Object>) subscriber;
        Strand surroundings = strand;
        while (head.depth() < Trampoline.LONGEST_CHAIN) {
            if (program.origin != null) {
                program.open(program.origin, head, surroundings, strand);
                return;
            }
            Stage<Object, Object> last = (Stage<Object, Object>) requireNonNull(program.stage);
            surroundings = last.surroundings(StageSubscribers.COMPILER, surroundings);
            program = (Program<Object>) requireNonNull(program.upstream);
            head = program instanceof ManyProgram<?>
                    ? SpecializedStages.compile(last, head, surroundings)
                    : last.compile(StageSubscribers.COMPILER, head, surroundings);
        }
        Trampoline.attach(program, head, surroundings);
    }

    private void open(Origin<T> first, StrandSubscriber<T> head, Strand surroundings, Strand outside) {
        Locals locals = ScopedStrand.localsOf(surroundings);
        if (locals == ScopedStrand.localsOf(outside)) {
            first.open(Origins.COMPILER, head, surroundings);
            return;
        }
        Locals previous = Locals.swap(locals);
        try {
            first.open(Origins.COMPILER, head, surroundings);
        } finally {
            Locals.swap(previous);
        }
    }

    /** The program before the last stage, null if there is no stage. */
    final @Nullable Program<?> upstream() {
        return upstream;
    }

    /** The last stage, null if there is none. */
    final @Nullable Stage<?, T> stage() {
        return stage;
    }

    /** The origin of a program without stages, else null. */
    @Override
    public final @Nullable Origin<T> origin() {
        return origin;
    }

    @Override
    public final String toString() {
        StringBuilder text = new StringBuilder();
        Program<?> program = this;
        while (program.origin == null) {
            text.insert(0, " | " + requireNonNull(program.stage).getClass().getSimpleName());
            program = requireNonNull(program.upstream);
        }
        return text.insert(0, program.origin.getClass().getSimpleName()).toString();
    }
}
