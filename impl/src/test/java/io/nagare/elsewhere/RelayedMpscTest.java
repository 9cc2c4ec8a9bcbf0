package io.nagare.elsewhere;

import io.nagare.channel.Mpsc;
import io.nagare.engine.channel.MpscContract;

/** Code that has only the public interface can extend the contract. */
class RelayedMpscTest extends MpscContract {

    @Override
    protected <T> Mpsc<T> bounded(int capacity) {
        return Relay.of(Mpsc.class, Mpsc.bounded(capacity));
    }
}
