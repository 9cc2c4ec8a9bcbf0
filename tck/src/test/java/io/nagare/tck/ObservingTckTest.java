package io.nagare.tck;

import static io.nagare.tck.Row.many;
import static io.nagare.tck.Row.one;

import io.nagare.SignalListener;
import java.util.List;

/** Operators that observe the signals, and pass each signal on. */
final class ObservingTckTest extends Table {

    @Override
    List<Row> rows() {
        return List.of(
                many("Many.doAfterTerminate(Runnable)", items -> items.doAfterTerminate(() -> {})),
                one("One.doAfterTerminate(Runnable)", one -> one.doAfterTerminate(() -> {})),
                many("Many.doFinally(BiConsumer)", items -> items.doFinally((end, failure) -> {})),
                many("Many.doFinally(Consumer)", items -> items.doFinally(end -> {})),
                one("One.doFinally(BiConsumer)", one -> one.doFinally((end, failure) -> {})),
                one("One.doFinally(Consumer)", one -> one.doFinally(end -> {})),
                many("Many.doFirst(Runnable)", items -> items.doFirst(() -> {})),
                one("One.doFirst(Runnable)", one -> one.doFirst(() -> {})),
                many("Many.doOnCancel(Runnable)", items -> items.doOnCancel(() -> {})),
                one("One.doOnCancel(Runnable)", one -> one.doOnCancel(() -> {})),
                many("Many.doOnComplete(Runnable)", items -> items.doOnComplete(() -> {})),
                one("One.doOnComplete(Runnable)", one -> one.doOnComplete(() -> {})),
                many("Many.doOnDiscard(Class,Consumer)", items -> items.doOnDiscard(Integer.class, item -> {})),
                one("One.doOnDiscard(Class,Consumer)", one -> one.doOnDiscard(Integer.class, item -> {})),
                many("Many.doOnEach(Consumer)", items -> items.doOnEach(signal -> {})),
                one("One.doOnEach(Consumer)", one -> one.doOnEach(signal -> {})),
                many("Many.doOnError(Consumer)", items -> items.doOnError(failure -> {})),
                many("Many.doOnError(Class,Consumer)", items -> items.doOnError(RuntimeException.class, failure -> {})),
                one("One.doOnError(Consumer)", one -> one.doOnError(failure -> {})),
                one("One.doOnError(Class,Consumer)", one -> one.doOnError(RuntimeException.class, failure -> {})),
                many("Many.doOnNext(Consumer)", items -> items.doOnNext(item -> {})),
                one("One.doOnNext(Consumer)", one -> one.doOnNext(item -> {})),
                many("Many.doOnRequest(LongConsumer)", items -> items.doOnRequest(demand -> {})),
                one("One.doOnRequest(LongConsumer)", one -> one.doOnRequest(demand -> {})),
                many("Many.doOnSubscribe(Runnable)", items -> items.doOnSubscribe(() -> {})),
                one("One.doOnSubscribe(Runnable)", one -> one.doOnSubscribe(() -> {})),
                one("One.doOnSuccess(Consumer)", one -> one.doOnSuccess(i -> {})),
                many("Many.doOnTerminate(Runnable)", items -> items.doOnTerminate(() -> {})),
                one("One.doOnTerminate(Runnable)", one -> one.doOnTerminate(() -> {})),
                many("Many.hide()", items -> items.hide()),
                one("One.hide()", one -> one.hide()),
                many("Many.log(String)", items -> items.log("io.nagare.tck")),
                one("One.log(String)", one -> one.log("io.nagare.tck")),
                many("Many.named(String)", items -> items.named("stream")),
                one("One.named(String)", one -> one.named("stream")),
                many("Many.tap(Supplier)", items -> items.tap(() -> new SignalListener<>() {})),
                one("One.tap(Supplier)", one -> one.tap(() -> new SignalListener<>() {})));
    }
}
