package io.nagare.engine.marble;

import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** The subscriber of a picture. It records its signals, and requests when the scenario says so. */
final class Downstream implements Subscriber<Object> {

    private final Picture picture;
    private final String name;
    private final long demand;
    private Line line;
    private Subscription upstream;

    Downstream(Picture picture, String name, long demand) {
        this.picture = picture;
        this.name = name;
        this.demand = demand;
    }

    /** Requests {@code n} more items at the given time. */
    Downstream request(long time, long n) {
        picture.at(time, () -> {
            line.add("+" + n);
            upstream.request(n);
        });
        return this;
    }

    /** Cancels at the given time. */
    Downstream cancel(long time) {
        picture.at(time, () -> {
            line.end('/');
            upstream.cancel();
        });
        return this;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        upstream = subscription;
        line = picture.openBelow(name);
        if (demand > 0) {
            subscription.request(demand);
        }
    }

    @Override
    public void onNext(Object item) {
        line.add(Picture.label(item));
    }

    @Override
    public void onError(Throwable failure) {
        line.end('!');
    }

    @Override
    public void onComplete() {
        line.end('|');
    }
}
