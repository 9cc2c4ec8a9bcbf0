package io.nagare;

import static java.util.Objects.requireNonNull;

import io.nagare.failure.SubscribedTwiceException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Processor;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A {@link Processor} made of a pipeline, for interfaces that want a processor.
 *
 * <pre>{@code
 * Processor<Bytes, String> lines = Pipe.of(bytes -> ByteStream.of(bytes).lines());
 * }</pre>
 *
 * <p>The items that it is given go through the pipeline to its subscriber. Demand, threads and errors are those of the
 * pipeline and of the {@link Inlet} before it. Several subscribers are possible if the pipeline allows them, for
 * example if it ends with {@code share()}. Otherwise another subscriber gets a {@link SubscribedTwiceException}.
 * Cancellation: the pipeline decides when its source is cancelled. If the last subscriber has left or got the end and
 * the pipeline has not subscribed to its source, the source is cancelled then.
 *
 * @param <I> the type of the items that come in
 * @param <O> the type of the items that come out
 * @since 0.1
 */
public final class Pipe<I, O> implements Processor<I, O> {

    private final Inlet<I> inlet = Inlet.create();

    /** The number of subscriptions that have not ended. */
    private final AtomicInteger live = new AtomicInteger();

    private final Many<O> out;

    private Pipe(Function<? super Many<I>, ? extends Publisher<? extends O>> pipeline) {
        Publisher<? extends O> made = requireNonNull(pipeline.apply(inlet.items()), "Pipe: the pipeline returned null");
        out = Many.<O>from(made).doFinally(end -> left());
    }

    /**
     * Makes a processor.
     *
     * @param pipeline makes the output from the input; it is called here, once
     */
    public static <I, O> Pipe<I, O> of(Function<? super Many<I>, ? extends Publisher<? extends O>> pipeline) {
        return new Pipe<>(requireNonNull(pipeline, "pipeline"));
    }

    private void left() {
        if (live.decrementAndGet() == 0) {
            inlet.abandon();
        }
    }

    /** Returns this as a processor of the JDK. */
    public Flow.Processor<I, O> toFlowProcessor() {
        return FlowAdapters.toFlowProcessor(this);
    }

    @Override
    public void subscribe(Subscriber<? super O> subscriber) {
        requireNonNull(subscriber, "subscriber");
        live.incrementAndGet();
        out.subscribe(subscriber);
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        inlet.onSubscribe(subscription);
    }

    @Override
    public void onNext(I item) {
        inlet.onNext(item);
    }

    @Override
    public void onError(Throwable failure) {
        inlet.onError(failure);
    }

    @Override
    public void onComplete() {
        inlet.onComplete();
    }

    @Override
    public String toString() {
        return "Pipe";
    }
}
