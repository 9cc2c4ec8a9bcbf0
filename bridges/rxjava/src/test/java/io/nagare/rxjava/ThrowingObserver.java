package io.nagare.rxjava;

import io.reactivex.rxjava3.core.MaybeObserver;
import io.reactivex.rxjava3.disposables.Disposable;

/** Breaks the rule that an observer must not throw. */
final class ThrowingObserver implements MaybeObserver<Integer> {

    private final RuntimeException broken;

    ThrowingObserver(RuntimeException broken) {
        this.broken = broken;
    }

    @Override
    public void onSubscribe(Disposable disposable) {}

    @Override
    public void onSuccess(Integer item) {
        throw broken;
    }

    @Override
    public void onError(Throwable failure) {
        throw broken;
    }

    @Override
    public void onComplete() {
        throw broken;
    }
}
