package io.nagare.tck;

import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;

/** A publisher that the library does not recognise as one of its own, so that it must pass its edges. */
record Foreign<T>(Publisher<T> hidden) implements Publisher<T> {

    @Override
    public void subscribe(Subscriber<? super T> subscriber) {
        hidden.subscribe(subscriber);
    }
}
