package io.nagare.elsewhere;

import io.nagare.channel.Broadcast;
import io.nagare.channel.PacedBroadcast;
import io.nagare.engine.channel.PacedBroadcastContract;

/** That the contract can be extended by whoever has nothing but the public interface. */
class RelayedPacedBroadcastTest extends PacedBroadcastContract {

    @Override
    protected PacedBroadcast<Integer> paced(int capacity) {
        return Relay.of(PacedBroadcast.class, Broadcast.paced(capacity));
    }
}
