package io.nagare.tck;

import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;

/** A publisher that the library does not recognize as its own. So its signals must cross an ingress. */
record Foreign<T>(Publisher<T> hidden) implements Publisher<T> {

    @Override
    public void subscribe(Subscriber<? super T> subscriber) {
        hidden.subscribe(subscriber);
    }
}
