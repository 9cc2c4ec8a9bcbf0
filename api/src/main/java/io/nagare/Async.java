package io.nagare;

import static java.util.Objects.requireNonNull;

import io.nagare.failure.RetriesExhaustedException;
import io.nagare.failure.StageTrace;
import io.nagare.failure.TimedOutException;
import io.nagare.operator.RetryDue;
import io.nagare.policy.Overflow;
import io.nagare.policy.Retry;
import io.nagare.policy.TimeLimits;
import io.nagare.stage.Origin;
import io.nagare.stage.Programs;
import io.nagare.stage.Stage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;

/**
 * The operators that {@link Many} and {@link One} have in common: those that keep the type of the items and their
 * possible number. Their conventions are in the {@linkplain io.nagare package's description}.
 *
 * @param <T> the type of the items
 * @param <S> the stream's own type
 * @since 0.1
 */
public interface Async<T, S extends Async<T, S>> extends Publisher<T> {

    private S with(Stage<T, T> stage) {
        return Programs.same(this, stage);
    }

    /** Emits the items that the predicate accepts. */
    default S filter(Predicate<? super T> predicate) {
        return with(new Stage.Filter<>(predicate));
    }

    /**
     * Emits the items that a publisher accepts. The predicate makes a publisher of each item; its first item decides,
     * and a publisher without items means false. The publishers run one after the other. Demand: one item at a time.
     * Errors: a failure passes at once and discards the item that waits. Buffer: one item.
     */
    default S filterWhen(Function<? super T, ? extends Publisher<Boolean>> predicate) {
        return with(new Stage.FilterWhen<>(predicate));
    }

    /** Emits an item when the publisher that the function makes of it completes. Otherwise as {@link #filterWhen}. */
    default S delayUntil(Function<? super T, ? extends Publisher<?>> trigger) {
        requireNonNull(trigger, "trigger");
        return filterWhen(
                item -> Many.from(requireNonNull(trigger.apply(item), "delayUntil: the function returned null"))
                        .thenReturn(true));
    }

    /**
     * Emits items until another publisher emits its first item, completes or fails. Then cancels both and ends: with a
     * failure if the other has failed.
     */
    default S takeUntil(Publisher<?> other) {
        return with(new Stage.TakeUntil<>(other));
    }

    /** Emits an item in place of a failure, then completes. */
    default S onErrorReturn(T item) {
        requireNonNull(item, "item");
        return with(new Stage.Resume<>(failure -> Many.just(item)));
    }

    /** Completes in place of a failure. */
    default S onErrorComplete() {
        return with(new Stage.Resume<>(failure -> Many.empty()));
    }

    /** Emits the item that {@code fallback} makes of a failure, then completes. */
    default S onErrorReturn(Function<? super Throwable, ? extends T> fallback) {
        requireNonNull(fallback, "fallback");
        return with(new Stage.Resume<>(failure -> Many.just(
                requireNonNull(fallback.apply(failure), "onErrorReturn: the fallback returned null"))));
    }

    /** Fails with the exception that the mapper makes of a failure. */
    default S onErrorMap(Function<? super Throwable, ? extends Throwable> mapper) {
        requireNonNull(mapper, "mapper");
        return with(new Stage.Resume<>(failure ->
                Many.error(() -> requireNonNull(mapper.apply(failure), "onErrorMap: the mapper returned null"))));
    }

    /** As {@link #onErrorMap(Function)}, for failures of that type. Other failures pass. */
    default <E extends Throwable> S onErrorMap(Class<E> type, Function<? super E, ? extends Throwable> mapper) {
        requireNonNull(type, "type");
        requireNonNull(mapper, "mapper");
        return onErrorMap(failure -> type.isInstance(failure) ? mapper.apply(type.cast(failure)) : failure);
    }

    /** Emits the given item if there was none. */
    default S defaultIfEmpty(T item) {
        requireNonNull(item, "item");
        return with(new Stage.IfEmpty<>(() -> Many.just(item)));
    }

    /** Fails with an exception of the supplier if there was no item. */
    default S orError(Supplier<? extends Throwable> failure) {
        requireNonNull(failure, "failure");
        return with(new Stage.IfEmpty<>(
                () -> Many.error(() -> requireNonNull(failure.get(), "orError: the supplier returned null"))));
    }

    /** Hides how this stream is made, so that no rule can run it in a shorter way. */
    default S hide() {
        return with(new Stage.Tap<>(null, null, null, null, null, null));
    }

    // Surroundings

    /**
     * Lets every function upstream find the value in the local, also in inner publishers and on other strands. A value
     * that is written further upstream is found first. Functions downstream do not find it.
     */
    default <V> S contextWrite(TaskLocal<V> local, V value) {
        return with(new Stage.Local<>(local, value));
    }

    /**
     * Calls the action, on the strand, with each item of the type that is discarded upstream. Such an item was taken
     * from its source and cannot be delivered. That is when the stream was cancelled or has failed, or when there was
     * no room. An item is also discarded when another replaces it while it waits for its time or for demand. Items that
     * an operator drops as it was told, as {@code filter} does, are not discarded. The action is called in place of
     * closing an item that is {@link AutoCloseable}. Of several actions for an item, the nearest is called. A list
     * without an action is discarded item by item. A failure of the action goes to the runtime's failure handler.
     */
    default <D> S doOnDiscard(Class<D> type, Consumer<? super D> action) {
        return with(new Stage.OnDiscard<>(type, action));
    }

    /**
     * Names everything upstream, up to the next name. A failure that passes gets a suppressed {@link StageTrace}. It
     * has the name, and the stage in which a function has thrown.
     */
    default S named(String name) {
        return with(new Stage.Named<>(name));
    }

    // Again

    /**
     * Subscribes again after a failure, at once and up to {@code retries} times, with the demand that is left. Then the
     * last failure passes.
     *
     * @param retries at least 0; {@link Long#MAX_VALUE} means for ever
     * @throws IllegalArgumentException if {@code retries} is negative
     */
    default S retry(long retries) {
        return retry(Retry.times(retries));
    }

    /**
     * Subscribes again after a failure, as the policy says, with the demand that is left. When the retries are
     * exhausted, the last failure passes; with a backoff, as the cause of a {@link RetriesExhaustedException}.
     * Cancellation ends a wait.
     */
    default S retry(Retry policy) {
        return Programs.same(this, new Origin.Retried<>(this, policy));
    }

    /**
     * Subscribes again after a failure, with the demand that is left, when the publisher that the function makes of the
     * failure has completed. That publisher's items are dropped, and demand for them is unbounded. If it fails, so does
     * this stream: to give up, return {@code Many.error(failure)}. Cancellation ends a wait.
     */
    default S retryWhen(Function<? super Throwable, ? extends Publisher<?>> trigger) {
        requireNonNull(trigger, "trigger");
        return with(new Stage.Resume<T>(failure -> Many.from(
                                requireNonNull(trigger.apply(failure), "retryWhen: the function returned null"))
                        .<T>handle((item, output) -> {})
                        .onOverflow(Overflow.fail(1)) // requests at once: a wait does not depend on demand
                        .switchIfEmpty(() -> Many.error(new RetryDue(failure)))))
                .retry(Retry.forever().when(failure -> failure instanceof RetryDue));
    }

    // Time

    /**
     * Fails with {@link TimedOutException} if neither an item nor the end comes within {@code limit}, at least 0. The
     * limit counts from the subscription, and from each item anew. The time runs with or without demand.
     *
     * @throws IllegalArgumentException if the limit is negative
     */
    default S timeout(Duration limit) {
        return timeout(TimeLimits.idle(requireNonNull(limit, "limit")));
    }

    /** Cancels upstream and fails with {@link TimedOutException} when a limit is passed, with or without demand. */
    default S timeout(TimeLimits limits) {
        return with(new Stage.Timeout<>(limits, null));
    }

    /**
     * Cancels upstream when a limit is passed, and continues with the supplier's stream. That stream gets the demand
     * that is left, and has no limits.
     */
    default S timeout(TimeLimits limits, Supplier<? extends S> fallback) {
        return with(new Stage.Timeout<>(limits, requireNonNull(fallback, "fallback")));
    }

    /**
     * Emits each item {@code delay}, at least 0, after it came. Demand: one item at a time, so items are at least
     * {@code delay} apart. Errors: a failure passes at once and discards the item that waits. Buffer: one item.
     *
     * @throws IllegalArgumentException if the delay is negative
     */
    default S delayElements(Duration delay) {
        return with(new Stage.DelayElements<>(delay));
    }

    /**
     * Subscribes to this stream {@code delay}, at least 0, after the result was subscribed.
     *
     * @throws IllegalArgumentException if the delay is negative
     */
    default S delaySubscription(Duration delay) {
        return Programs.same(
                this,
                new Origin.FromPublisher<>(
                        Many.concat(List.of(Programs.same(this, new Origin.Delay<T>(delay)), this))));
    }

    // Looking

    /** Calls the action with each item before it is emitted. */
    default S doOnNext(Consumer<? super T> action) {
        return with(new Stage.Tap<>(null, requireNonNull(action, "action"), null, null, null, null));
    }

    /** Calls the action with a failure before it is passed on. If the action fails too, its failure is suppressed. */
    default S doOnError(Consumer<? super Throwable> action) {
        return with(new Stage.Tap<>(null, null, requireNonNull(action, "action"), null, null, null));
    }

    /** As {@link #doOnError(Consumer)}, for failures of that type. */
    default <E extends Throwable> S doOnError(Class<E> type, Consumer<? super E> action) {
        requireNonNull(type, "type");
        requireNonNull(action, "action");
        return doOnError(failure -> {
            if (type.isInstance(failure)) {
                action.accept(type.cast(failure));
            }
        });
    }

    /** Calls the action before completion is passed on. */
    default S doOnComplete(Runnable action) {
        return with(new Stage.Tap<>(null, null, null, requireNonNull(action, "action"), null, null));
    }

    /** Calls the action before the end, completion or failure, is passed on. The action cannot replace a failure. */
    default S doOnTerminate(Runnable action) {
        requireNonNull(action, "action");
        return with(new Stage.Tap<>(null, null, failure -> action.run(), action, null, null));
    }

    /** Calls the action after completion or failure was passed on. Its failure goes to the runtime's handler. */
    default S doAfterTerminate(Runnable action) {
        requireNonNull(action, "action");
        return doFinally(end -> {
            if (end != Outcome.CANCELLED) {
                action.run();
            }
        });
    }

    /** Calls the action with each signal, as a value, before the signal is passed on. */
    default S doOnEach(Consumer<? super Signal<T>> action) {
        requireNonNull(action, "action");
        return with(new Stage.Tap<>(
                null,
                item -> action.accept(new Signal.Next<>(item)),
                failure -> action.accept(new Signal.Failed<>(failure)),
                () -> action.accept(new Signal.Completed<>()),
                null,
                null));
    }

    /** Shows signals, demand and cancellation to a listener, which the supplier makes for each subscriber. */
    default S tap(Supplier<? extends SignalListener<? super T>> listener) {
        requireNonNull(listener, "listener");
        return Programs.same(this, new Origin.Defer<T>(() -> {
            SignalListener<? super T> ear = requireNonNull(listener.get(), "tap: the supplier returned null");
            return with(new Stage.Tap<>(
                    ear::onSubscribe, ear::onNext, ear::onError, ear::onComplete, ear::onRequest, ear::onCancel));
        }));
    }

    /** Writes each signal to the SLF4J logger of that name: a failure as an error, all others as information. */
    default S log(String name) {
        return with(new Stage.Log<>(name));
    }

    /** Calls the action for each subscriber before upstream is subscribed to. */
    default S doFirst(Runnable action) {
        requireNonNull(action, "action");
        return Programs.same(this, new Origin.Defer<T>(() -> {
            action.run();
            return this;
        }));
    }

    /** Calls the action when upstream is subscribed, before downstream gets its subscription. */
    default S doOnSubscribe(Runnable action) {
        return with(new Stage.Tap<>(requireNonNull(action, "action"), null, null, null, null, null));
    }

    /** Calls the action with each request before it is passed on. */
    default S doOnRequest(LongConsumer action) {
        return with(new Stage.Tap<>(null, null, null, null, requireNonNull(action, "action"), null));
    }

    /** Calls the action before a cancellation is passed on. Its failure goes to the runtime's failure handler. */
    default S doOnCancel(Runnable action) {
        return with(new Stage.Tap<>(null, null, null, null, null, requireNonNull(action, "action")));
    }

    /**
     * Calls the action once, after the stream has completed, failed or been cancelled, and downstream knows of it. The
     * action's failure goes to the runtime's failure handler.
     */
    default S doFinally(Consumer<? super Outcome> action) {
        requireNonNull(action, "action");
        return doFinally((end, failure) -> action.accept(end));
    }

    /** As the other {@code doFinally}, with the failure if the stream has failed, else null. */
    default S doFinally(BiConsumer<? super Outcome, ? super @Nullable Throwable> action) {
        return with(new Stage.Finally<>(action));
    }

    /**
     * Runs everything upstream on its own strand on the given runtime. Demand: up to 256 items ahead. Buffer: as many,
     * in the queue between the strands. Errors: a failure comes after the items before it.
     *
     * <p>Other libraries call this {@code subscribeOn}: the source is subscribed on that runtime, and what follows
     * stays where it is. Their {@code publishOn} moves what follows. Here, put this operator behind what is to be
     * moved: in {@code source.runOn(a).map(f).runOn(b)}, the source runs on {@code a} and {@code f} on {@code b}.
     */
    default S runOn(Nagare runtime) {
        return Programs.same(this, new Origin.RunOn<>(this, requireNonNull(runtime, "runtime").driver(), 256));
    }

    /** Applies a function to this stream, so that a chain of operators can have a name and be used again. */
    @SuppressWarnings("unchecked") // S is this stream's own type
    default <R> R as(Function<? super S, ? extends R> function) {
        return function.apply((S) this);
    }

    /**
     * Returns this stream as a publisher of the JDK, for libraries that know {@link Flow} alone. Signals, demand and
     * threads are the same.
     */
    default Flow.Publisher<T> toFlowPublisher() {
        return FlowAdapters.toFlowPublisher(this);
    }

    /** Subscribes with unbounded demand and drops the items. Otherwise as {@link #subscribe(Consumer)}. */
    default Subscription subscribe() {
        return subscribe(item -> {});
    }

    /**
     * Subscribes with unbounded demand. A failure goes to the runtime's failure handler. The calling thread runs the
     * stream until it would have to wait. Then the {@linkplain Nagare#current() current} runtime runs it.
     */
    default Subscription subscribe(Consumer<? super T> onNext) {
        return LambdaSubscriber.subscribe(this, onNext, null, null);
    }

    /** As {@link #subscribe(Consumer)}, with a consumer for a failure. */
    default Subscription subscribe(Consumer<? super T> onNext, Consumer<? super Throwable> onError) {
        return LambdaSubscriber.subscribe(this, onNext, requireNonNull(onError, "onError"), null);
    }

    /**
     * As {@link #subscribe(Consumer)}, with actions for both ends. If {@code onNext} throws, the subscription is
     * cancelled and {@code onError} gets the failure. A failure of another action goes to the runtime's failure
     * handler.
     */
    default Subscription subscribe(
            Consumer<? super T> onNext, Consumer<? super Throwable> onError, Runnable onComplete) {
        return LambdaSubscriber.subscribe(
                this, onNext, requireNonNull(onError, "onError"), requireNonNull(onComplete, "onComplete"));
    }
}
