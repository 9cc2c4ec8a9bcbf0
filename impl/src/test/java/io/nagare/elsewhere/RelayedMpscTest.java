package io.nagare.elsewhere;

import io.nagare.channel.Mpsc;
import io.nagare.engine.channel.MpscContract;

/** That the contract can be extended by whoever has nothing but the public interface. */
class RelayedMpscTest extends MpscContract {

    @Override
    protected <T> Mpsc<T> bounded(int capacity) {
        return Relay.of(Mpsc.class, Mpsc.bounded(capacity));
    }
}
