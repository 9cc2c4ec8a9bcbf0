package io.nagare.bench.growth;

import io.nagare.Nagare;
import io.nagare.channel.Broadcast;
import io.nagare.policy.Lag;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Receivers of a broadcast, which get the same number of values at a time, however many receivers there are. The last
 * receiver to see the last of these values sends the next ones, so the runtime waits for no thread from outside.
 */
final class Receivers implements Crowd {

    private static final int OPERATIONS = 100_000;
    private static final int VALUES = 16;

    private final Broadcast<Integer> room = Broadcast.lagging(4 * VALUES);
    private final AtomicInteger unseen = new AtomicInteger();
    private final Nagare nagare;
    private final int receivers;
    private final int times;
    private volatile Countdown once = new Countdown(1);

    /** Makes the receivers, and returns when all are subscribed. */
    Receivers(Nagare nagare, int receivers) throws InterruptedException {
        this.nagare = nagare;
        this.receivers = receivers;
        this.times = Math.max(2, OPERATIONS / VALUES / receivers);
        for (int i = 0; i < receivers; i++) {
            nagare.spawn(room.receiver(Lag.fail()).doOnNext(this::seen));
        }
        while (room.subscribers() < receivers) {
            Thread.sleep(1);
        }
    }

    private void seen(int value) {
        if (value % VALUES != VALUES - 1 || unseen.decrementAndGet() > 0) {
            return;
        }
        int next = value + 1;
        if (next < times * VALUES) {
            send(next);
        } else {
            once.count();
        }
    }

    private void send(int first) {
        unseen.set(receivers);
        for (int i = 0; i < VALUES; i++) {
            room.send(first + i);
        }
    }

    @Override
    public long once() throws InterruptedException {
        Countdown end = new Countdown(1);
        once = end;
        nagare.spawn(() -> {
            send(0);
            return null;
        });
        end.await();
        return (long) times * VALUES * receivers;
    }

    @Override
    public void close() {
        room.close();
    }
}
