package io.nagare.engine.stage.transform;

import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.stage.StageSubscriber;
import java.util.function.Function;

/** Emits the mapper's result for each item. */
public final class MapSubscriber<I, O> extends StageSubscriber<I, O> {

    private final Function<? super I, ? extends O> mapper;

    public MapSubscriber(Function<? super I, ? extends O> mapper, StrandSubscriber<? super O> downstream) {
        super(downstream);
        this.mapper = mapper;
    }

    @Override
    public boolean onNext(I item) {
        O mapped;
        try {
            mapped = notNull(mapper.apply(item), "map: the mapper");
        } catch (Throwable failure) {
            return fail(failure);
        }
        return downstream.onNext(mapped);
    }
}
