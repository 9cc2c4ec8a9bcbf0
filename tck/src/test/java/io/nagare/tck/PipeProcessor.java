package io.nagare.tck;

import io.nagare.Many;
import java.util.function.Function;
import org.reactivestreams.Processor;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A processor made of the library's two edges: what it is given comes into a strand by the one, goes through a pipeline, and
 * leaves by the other. It has one subscriber at a time; until there is one, it keeps the subscription and the end.
 */
final class PipeProcessor implements Processor<Integer, Integer> {

    private final Publisher<Integer> out;
    private Subscription upstream;
    private Subscriber<? super Integer> edge;
    private Runnable end;

    PipeProcessor(Function<Many<Integer>, Many<Integer>> pipeline) {
        Publisher<Integer> in = this::connect;
        out = pipeline.apply(Many.from(in));
    }

    private void connect(Subscriber<? super Integer> subscriber) {
        Subscription early;
        Runnable ended;
        synchronized (this) {
            edge = subscriber;
            early = upstream;
            ended = end;
        }
        if (early != null) {
            subscriber.onSubscribe(early);
        }
        if (ended != null) {
            if (early == null) {
                subscriber.onSubscribe(new Ended());
            }
            ended.run();
        }
    }

    private record Ended() implements Subscription {

        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    }

    @Override
    public void subscribe(Subscriber<? super Integer> subscriber) {
        out.subscribe(subscriber);
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        Subscriber<? super Integer> to;
        synchronized (this) {
            if (subscription == null) {
                throw new NullPointerException("subscription");
            }
            if (upstream != null) {
                subscription.cancel();
                return;
            }
            upstream = subscription;
            to = edge;
        }
        if (to != null) {
            to.onSubscribe(subscription);
        }
    }

    @Override
    public void onNext(Integer item) {
        edge().onNext(item);
    }

    @Override
    public void onError(Throwable failure) {
        if (failure == null) {
            throw new NullPointerException("failure");
        }
        end(() -> edge().onError(failure));
    }

    @Override
    public void onComplete() {
        end(() -> edge().onComplete());
    }

    private void end(Runnable how) {
        boolean connected;
        synchronized (this) {
            end = how;
            connected = edge != null;
        }
        if (connected) {
            how.run();
        }
    }

    private synchronized Subscriber<? super Integer> edge() {
        return edge;
    }
}
