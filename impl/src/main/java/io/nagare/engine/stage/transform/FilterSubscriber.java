package io.nagare.engine.stage.transform;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.stage.StageSubscriber;
import java.util.function.Predicate;

/** Emits the items that the predicate accepts. The others do not use their unit of demand. */
public final class FilterSubscriber<T> extends StageSubscriber<T, T> {

    private final Predicate<? super T> predicate;
    private final Strand strand;

    public FilterSubscriber(Predicate<? super T> predicate, StrandSubscriber<? super T> downstream, Strand strand) {
        super(downstream);
        this.predicate = predicate;
        this.strand = strand;
    }

    @Override
    public boolean onNext(T item) {
        boolean accepted;
        try {
            accepted = predicate.test(item);
        } catch (Throwable failure) {
            strand.discard(item);
            return fail(failure);
        }
        return accepted && downstream.onNext(item);
    }
}
