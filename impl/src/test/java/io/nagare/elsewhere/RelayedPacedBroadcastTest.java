package io.nagare.elsewhere;

import io.nagare.channel.Broadcast;
import io.nagare.channel.PacedBroadcast;
import io.nagare.engine.channel.PacedBroadcastContract;

/** Code that has only the public interface can extend the contract. */
class RelayedPacedBroadcastTest extends PacedBroadcastContract {

    @Override
    protected PacedBroadcast<Integer> paced(int capacity) {
        return Relay.of(PacedBroadcast.class, Broadcast.paced(capacity));
    }
}
