package io.nagare.tck;

import io.nagare.Many;
import io.nagare.channel.Broadcast;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;

/** A broadcast for each subscriber. Once the subscriber listens, {@code n} items are sent. */
record Sending(long n, Function<Broadcast<Integer>, Many<Integer>> listening) implements Publisher<Integer> {

    @Override
    public void subscribe(Subscriber<? super Integer> subscriber) {
        Broadcast<Integer> broadcast = Broadcast.lagging(1024);
        listening.apply(broadcast).subscribe(subscriber);
        for (int i = 0; i < n; i++) {
            broadcast.send(i);
        }
        broadcast.close();
    }
}
