package io.nagare.engine.stage;

import io.nagare.driver.StrandSubscriber;

/** The end of a named part of a program. Adds the name to failures that pass. */
public final class NamedSubscriber<T> extends StageSubscriber<T, T> {

    private final String name;

    public NamedSubscriber(String name, StrandSubscriber<? super T> downstream) {
        super(downstream);
        this.name = name;
    }

    String name() {
        return name;
    }

    @Override
    public boolean onNext(T item) {
        return downstream.onNext(item);
    }

    @Override
    public void onError(Throwable failure) {
        StageTraces.passed(name, failure);
        downstream.onError(failure);
    }
}
