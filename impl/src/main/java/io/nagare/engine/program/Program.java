package io.nagare.engine.program;

import static java.util.Objects.requireNonNull;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.fusion.Computation;
import io.nagare.engine.fusion.Fusion;
import io.nagare.engine.local.Locals;
import io.nagare.engine.origin.Origins;
import io.nagare.engine.strand.Attachable;
import io.nagare.engine.strand.SurroundedStrand;
import io.nagare.engine.strand.Trampoline;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.stage.Origin;
import io.nagare.stage.Stage;
import org.reactivestreams.Subscriber;

/**
 * A program: an origin, or another program with a stage behind it. Immutable.
 *
 * <p>Each subscription compiles the program afresh: from the last stage to the first, straight into subscribers. Then
 * it opens the origin. {@link #attach} is called on the strand, {@link #subscribe} on any thread.
 *
 * @param <T> the type of the items
 */
public abstract sealed class Program<T> extends Attachable<T> permits ManyProgram, OneProgram {

    Program(Origin<T> origin) {
        super(origin);
    }

    Program(Program<?> upstream, Stage<?, T> stage) {
        super(upstream, stage);
    }

    @Override
    public final void subscribe(Subscriber<? super T> subscriber) {
        if (Fusion.beginsAsValue(this)) {
            ValueSubscription.serve(subscriber, this, null);
        } else {
            Egress.serve(subscriber, this, null);
        }
    }

    @Override
    @SuppressWarnings("unchecked") // a stage is only put behind an upstream with items that the stage takes
    public final void attach(StrandSubscriber<? super T> subscriber, Strand strand) {
        if (Computation.open(this, subscriber, strand)) {
            return;
        }
        Program<Object> program = (Program<Object>) this;
        StrandSubscriber<Object> head = (StrandSubscriber<Object>) subscriber;
        Strand surroundings = strand;
        while (head.depth() < Trampoline.LONGEST_CHAIN) {
            Origin<Object> first = program.origin();
            if (first != null) {
                program.open(first, head, surroundings, strand);
                return;
            }
            Stage<Object, Object> last = (Stage<Object, Object>) requireNonNull(program.stage());
            surroundings = last.surroundings(StageSubscribers.COMPILER, surroundings);
            program = (Program<Object>) requireNonNull(program.upstream());
            head = last.compile(
                    program instanceof ManyProgram<?> ? SpecializedStages.SPECIALIZING : StageSubscribers.COMPILER,
                    head,
                    surroundings);
        }
        Trampoline.attach(program, head, surroundings);
    }

    private void open(Origin<T> first, StrandSubscriber<T> head, Strand surroundings, Strand outside) {
        Locals locals = SurroundedStrand.localsOf(surroundings);
        if (locals == SurroundedStrand.localsOf(outside)) {
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

    @Override
    public final String toString() {
        StringBuilder text = new StringBuilder();
        Attachable<?> program = this;
        while (program.origin() == null) {
            text.insert(0, " | " + requireNonNull(program.stage()).getClass().getSimpleName());
            program = requireNonNull(program.upstream());
        }
        return text.insert(0, program.origin().getClass().getSimpleName()).toString();
    }
}
