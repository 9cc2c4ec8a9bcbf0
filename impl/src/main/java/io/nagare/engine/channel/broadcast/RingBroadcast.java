package io.nagare.engine.channel.broadcast;

import io.nagare.Many;
import io.nagare.channel.Broadcast;
import io.nagare.channel.ChannelClosedException;
import io.nagare.driver.Leaf;
import io.nagare.engine.channel.ring.Ring;
import io.nagare.policy.Lag;
import java.util.ArrayDeque;
import java.util.Objects;

/** The broadcast that overwrites old values. Any thread may send, without a lock. */
public final class RingBroadcast<T> extends BroadcastRing<T> implements Broadcast<T> {

    public RingBroadcast(int capacity) {
        super(Ring.Pace.NONE, capacity);
    }

    @Override
    public int send(T value) {
        Objects.requireNonNull(value, "a broadcast cannot send null");
        int readers = ring.send(value);
        if (readers == Ring.ENDED) {
            throw new ChannelClosedException("the broadcast is closed: a value cannot be sent any more");
        }
        return readers;
    }

    @Override
    public Many<T> receiver(Lag lag) {
        return subscribe(0, Objects.requireNonNull(lag, "lag"));
    }

    @Override
    public Many<T> replay(int last, Lag lag) {
        return subscribe(checkLast(last), Objects.requireNonNull(lag, "lag"));
    }

    @Override
    void refuse(ArrayDeque<Leaf> refused) {
        // No sender waits for room.
    }

    @Override
    int accepted() {
        return 0;
    }

    @Override
    public void moved(long position) {
        // No sender waits for room.
    }
}
