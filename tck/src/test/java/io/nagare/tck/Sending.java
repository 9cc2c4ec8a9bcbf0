package io.nagare.tck;

import io.nagare.Many;
import io.nagare.channel.Broadcast;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;

/** A broadcast of its own for each subscriber, to which that many items are sent as soon as it listens. */
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
