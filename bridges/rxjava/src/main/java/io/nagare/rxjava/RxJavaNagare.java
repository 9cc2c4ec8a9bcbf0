package io.nagare.rxjava;

import static java.util.Objects.requireNonNull;

import io.nagare.Async;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.driver.DemandDriven;
import io.nagare.driver.Guarded;
import io.nagare.stage.Origin;
import io.nagare.stage.Programs;
import io.reactivex.rxjava3.core.BackpressureStrategy;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.ObservableConverter;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import java.util.NoSuchElementException;
import org.reactivestreams.Publisher;

/**
 * Streams to and from RxJava 3. Each method fits {@code as} of our streams or {@code to} of RxJava's.
 *
 * <pre>{@code
 * Flowable<Order> orders = source
 *         .to(RxJavaNagare::many)
 *         .mapParallel(4, this::price)
 *         .as(RxJavaNagare::flowable);
 * }</pre>
 *
 * <p>Cancellation and failures cross as they are, and demand up to 256 items at a time. RxJava has no context, so a
 * {@link io.nagare.TaskLocal} ends at it. A failure that comes too late for RxJava's observer, or that the observer
 * throws, goes to {@code RxJavaPlugins.onError}. One that comes too late for a stream of ours goes to the runtime's
 * failure handler.
 */
public final class RxJavaNagare {

    private RxJavaNagare() {}

    /**
     * Makes a Flowable of a stream. A stream that waits for nothing but demand runs on the thread that requests, as a
     * Flowable does. So behind an {@code observeOn} it runs on that scheduler. {@code runOn} moves it to workers of
     * ours.
     */
    public static <T> Flowable<T> flowable(Many<T> many) {
        return Flowable.fromPublisher(guarded(DemandDriven.of(requireNonNull(many, "many"))));
    }

    /** Makes an Observable of a stream, which requests everything at once. */
    public static <T> Observable<T> observable(Many<T> many) {
        return Observable.fromPublisher(guarded(requireNonNull(many, "many")));
    }

    /** Makes a Maybe of a stream of at most one item. */
    public static <T> Maybe<T> maybe(One<T> one) {
        return RxJavaPlugins.onAssembly(new OneMaybe<>(requireNonNull(one, "one")));
    }

    /** Makes a Single of a stream of one item. It fails with a {@link NoSuchElementException} if there is none. */
    public static <T> Single<T> single(One<T> one) {
        return maybe(one)
                .switchIfEmpty(Single.error(() ->
                        new NoSuchElementException(one + " is empty; RxJavaNagare.maybe makes a Maybe of it")));
    }

    /** Makes a Completable of a stream, and drops its items. */
    public static Completable completable(Async<?, ?> stream) {
        return Completable.fromPublisher(guarded(requireNonNull(stream, "stream")));
    }

    /** What RxJava's subscribers throw goes to RxJava's handler. Without this it would go to the runtime's. */
    static <T> Publisher<T> guarded(Publisher<T> stream) {
        return Guarded.of(stream, RxJavaPlugins::onError);
    }

    /** Makes a stream of a Flowable. */
    public static <T> Many<T> many(Flowable<T> flowable) {
        return Many.from(new FlowablePublished<>(requireNonNull(flowable, "flowable")));
    }

    /**
     * Makes a stream of an Observable, which knows no demand.
     *
     * @param strategy what becomes of items that come too early. {@code BUFFER} keeps any number of them.
     * @throws IllegalArgumentException if the strategy is {@code MISSING}, because it decides nothing
     */
    public static <T> Many<T> many(Observable<T> observable, BackpressureStrategy strategy) {
        requireNonNull(observable, "observable");
        return many(new StrictObservable<>(observable).toFlowable(decided(strategy)));
    }

    /**
     * Makes a converter for {@code Observable.to}; see {@link #many(Observable, BackpressureStrategy)}.
     *
     * @throws IllegalArgumentException if the strategy is {@code MISSING}
     */
    public static <T> ObservableConverter<T, Many<T>> many(BackpressureStrategy strategy) {
        decided(strategy);
        return observable -> many(observable, strategy);
    }

    private static BackpressureStrategy decided(BackpressureStrategy strategy) {
        if (requireNonNull(strategy, "strategy") == BackpressureStrategy.MISSING) {
            throw new IllegalArgumentException("MISSING lets items come without demand. Take BUFFER, DROP, LATEST or "
                    + "ERROR, or many(observable.toFlowable(MISSING)) behind an onBackpressure operator of RxJava");
        }
        return strategy;
    }

    /** Makes a stream of one item of a Single. */
    public static <T> One<T> one(Single<T> single) {
        requireNonNull(single, "single");
        return atMostOne(new ValuePublisher<>(single, single::subscribe));
    }

    /** Makes a stream of at most one item of a Maybe. */
    public static <T> One<T> one(Maybe<T> maybe) {
        requireNonNull(maybe, "maybe");
        return atMostOne(new ValuePublisher<>(maybe, maybe::subscribe));
    }

    /** Makes a stream without items of a Completable. */
    public static One<Void> one(Completable completable) {
        requireNonNull(completable, "completable");
        return atMostOne(new ValuePublisher<>(completable, completable::subscribe));
    }

    /** {@code One.from} would cancel behind the item, and {@code doOnDispose} would be called after a success. */
    private static <T> One<T> atMostOne(ValuePublisher<T> source) {
        return Programs.one(new Origin.FromPublisher<>(source));
    }

    /**
     * Makes a scheduler whose tasks run on the workers of a runtime. Delays are measured by the runtime's clock, so a
     * virtual one works. The tasks of a worker run one after the other, in the order of their times.
     *
     * <p>A task finds the {@link io.nagare.TaskLocal}s and the {@link io.nagare.driver.ThreadContext} of where it was
     * scheduled. It must not block. A disposed task that has begun is not interrupted. A failure of a task goes to
     * {@code RxJavaPlugins.onError}.
     *
     * <p>{@code shutdown()} disposes of the tasks and leaves the runtime alone; {@code start()} begins anew. When the
     * runtime is closed, tasks whose time has come still run, if need be on the closing thread, and those that wait for
     * their time are disposed of. Later tasks, and those after {@code shutdown()}, are rejected
     * as RxJava does: {@code RxJavaPlugins.onError} gets a {@link java.util.concurrent.RejectedExecutionException}.
     */
    public static Scheduler scheduler(Nagare runtime) {
        return new RuntimeScheduler(requireNonNull(runtime, "runtime"));
    }
}
