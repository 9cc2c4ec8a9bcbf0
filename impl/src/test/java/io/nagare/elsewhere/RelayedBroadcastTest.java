package io.nagare.elsewhere;

import io.nagare.channel.Broadcast;
import io.nagare.engine.channel.BroadcastContract;

/** Code that has only the public interface can extend the contract. */
class RelayedBroadcastTest extends BroadcastContract {

    @Override
    protected Broadcast<Integer> lagging(int capacity) {
        return Relay.of(Broadcast.class, Broadcast.lagging(capacity));
    }
}
