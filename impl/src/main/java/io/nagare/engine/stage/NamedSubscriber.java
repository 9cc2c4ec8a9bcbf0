package io.nagare.engine.stage;

import io.nagare.driver.StrandSubscriber;

/** The end of a part of a program that has a name: failures that pass are told of it. */
final class NamedSubscriber<T> extends StageSubscriber<T, T> {

    private final String name;

    NamedSubscriber(String name, StrandSubscriber<? super T> downstream) {
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
