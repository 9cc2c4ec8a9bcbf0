package io.nagare.elsewhere;

import io.nagare.channel.Broadcast;
import io.nagare.engine.channel.BroadcastContract;

/** That the contract can be extended by whoever has nothing but the public interface. */
class RelayedBroadcastTest extends BroadcastContract {

    @Override
    protected Broadcast<Integer> lagging(int capacity) {
        return Relay.of(Broadcast.class, Broadcast.lagging(capacity));
    }
}
