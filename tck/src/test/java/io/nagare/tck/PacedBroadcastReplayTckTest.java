package io.nagare.tck;

import io.nagare.channel.Broadcast;
import io.nagare.channel.PacedBroadcast;
import org.reactivestreams.Publisher;

/** {@code PacedBroadcast.replay(int)}. */
public class PacedBroadcastReplayTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return subscriber -> {
            PacedBroadcast<Integer> broadcast = Broadcast.paced(1024);
            for (int i = 0; i < n; i++) {
                broadcast.trySend(i);
            }
            broadcast.close();
            broadcast.replay(1024).subscribe(subscriber);
        };
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1024;
    }
}
