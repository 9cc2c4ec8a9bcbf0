package io.nagare.engine.channel.broadcast;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.channel.PacedBroadcast;
import io.nagare.channel.SendResult;
import io.nagare.driver.Leaf;
import io.nagare.engine.channel.ring.Ring;
import io.nagare.engine.channel.send.BoundedChannel;
import io.nagare.engine.channel.send.SendAll;
import io.nagare.engine.channel.send.SendOne;
import io.nagare.engine.channel.send.WaitingSender;
import io.nagare.engine.waiting.WaitList;
import io.nagare.policy.Lag;
import io.nagare.stage.Programs;
import java.util.ArrayDeque;
import java.util.Objects;
import org.reactivestreams.Publisher;

/**
 * The broadcast in which senders wait until the slowest subscriber has room. The ring's lock guards the line of waiting
 * senders and the room that was granted to them.
 *
 * <p>Always holds, whenever the lock is free: if a sender is in line, a reader that makes room calls {@link #moved}.
 * Only the first in line gets room.
 */
public final class PacedRingBroadcast<T> extends BroadcastRing<T> implements PacedBroadcast<T>, BoundedChannel<T> {

    private final WaitList line = new WaitList();

    /** The number of places that were granted and are still unused. */
    private int granted;

    public PacedRingBroadcast(int capacity) {
        super(Ring.Pace.SLOWEST, capacity);
    }

    @Override
    public Many<T> receiver() {
        return subscribe(0, Lag.skip());
    }

    @Override
    public Many<T> replay(int last) {
        return subscribe(checkLast(last), Lag.skip());
    }

    @Override
    public One<Void> send(T value) {
        checkValue(value);
        return Programs.drivenOne((subscriber, strand) -> new SendOne<>(this, value, subscriber, strand).start());
    }

    @Override
    public One<Void> sendAll(Publisher<? extends T> values) {
        return Programs.drivenOne(new SendAll<>(this, Objects.requireNonNull(values, "values")));
    }

    @Override
    public SendResult trySend(T value) {
        checkValue(value);
        long written;
        ring.lock.lock();
        try {
            if (isClosed()) {
                return SendResult.CLOSED;
            }
            if (line.size() > 0 || !ring.hasRoom(granted)) {
                return SendResult.FULL;
            }
            written = ring.write(value);
        } finally {
            ring.lock.unlock();
        }
        if (Ring.mustWake(written)) {
            ring.wakeReaders();
        }
        return SendResult.SENT;
    }

    private static void checkValue(Object value) {
        Objects.requireNonNull(value, "a broadcast cannot send null");
    }

    @Override
    public void sendReserved(T value) {
        ring.lock.lock();
        try {
            ring.write(value);
            useGrant();
        } finally {
            ring.lock.unlock();
        }
        ring.wakeReaders();
    }

    /** Notes that granted room has been used or given back. Under the lock. */
    private void useGrant() {
        granted--;
        if (granted == 0 && isClosed()) {
            ring.end(null);
        }
    }

    @Override
    public void enter(WaitingSender<T> sender) {
        ring.lock.lock();
        try {
            if (isClosed()) {
                sender.settle(WaitingSender.Verdict.REFUSED);
            } else {
                line.add(sender.place);
            }
        } finally {
            ring.lock.unlock();
        }
        if (sender.verdict() == null) {
            grantRoom();
        } else {
            sender.wake();
        }
    }

    @Override
    public void leave(WaitingSender<T> sender) {
        ring.lock.lock();
        try {
            line.remove(sender.place);
            if (sender.verdict() == WaitingSender.Verdict.GRANTED) {
                useGrant();
            }
        } finally {
            ring.lock.unlock();
        }
        if (isClosed()) {
            ring.wakeReaders();
        }
        grantRoom();
    }

    @Override
    public void moved(long position) {
        grantRoom();
    }

    /**
     * Grants the room that there is to the senders that have waited longest. If there is not enough, readers will call
     * this again when they make room.
     */
    private void grantRoom() {
        ArrayDeque<Leaf> served = new ArrayDeque<>();
        ring.lock.lock();
        try {
            if (line.size() > 0) {
                // Before looking at the readers: a reader that moves on after that look sees this threshold and calls
                // moved.
                ring.tellFrom(0);
                while (line.size() > 0 && ring.hasRoom(granted)) {
                    granted++;
                    served.add(settleFirst(WaitingSender.Verdict.GRANTED));
                }
            }
            if (line.size() == 0) {
                ring.tellFrom(Long.MAX_VALUE);
            }
        } finally {
            ring.lock.unlock();
        }
        served.forEach(Leaf::wake);
    }

    private Leaf settleFirst(WaitingSender.Verdict verdict) {
        WaitingSender<?> first = (WaitingSender<?>) Objects.requireNonNull(line.poll());
        first.settle(verdict);
        return first;
    }

    @Override
    void refuse(ArrayDeque<Leaf> refused) {
        while (line.size() > 0) {
            refused.add(settleFirst(WaitingSender.Verdict.REFUSED));
        }
        ring.tellFrom(Long.MAX_VALUE);
    }

    @Override
    int accepted() {
        return granted;
    }
}
