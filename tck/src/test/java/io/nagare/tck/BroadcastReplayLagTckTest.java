package io.nagare.tck;

import io.nagare.channel.Broadcast;
import io.nagare.policy.Lag;
import org.reactivestreams.Publisher;

/** {@code Broadcast.replay(int,Lag)}. */
public class BroadcastReplayLagTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return subscriber -> {
            Broadcast<Integer> broadcast = Broadcast.lagging(1024);
            for (int i = 0; i < n; i++) {
                broadcast.send(i);
            }
            broadcast.close();
            broadcast.replay(1024, Lag.fail()).subscribe(subscriber);
        };
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1024;
    }
}
