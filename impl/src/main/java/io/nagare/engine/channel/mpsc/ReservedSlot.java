package io.nagare.engine.channel.mpsc;

import io.nagare.channel.MpscSlot;
import io.nagare.sync.AlreadyReleasedException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A reservation of one place. Any thread may use it or give it back; only the first call counts. */
final class ReservedSlot<T> implements MpscSlot<T> {

    private final QueueMpsc<T> channel;
    private final AtomicBoolean used = new AtomicBoolean();

    ReservedSlot(QueueMpsc<T> channel) {
        this.channel = channel;
    }

    @Override
    public void send(T value) {
        QueueMpsc.checkValue(value);
        if (!used.compareAndSet(false, true)) {
            throw new AlreadyReleasedException("a slot", "send");
        }
        channel.sendReserved(value);
    }

    @Override
    public void close() {
        if (used.compareAndSet(false, true)) {
            channel.giveBack();
        }
    }

    @Override
    public String toString() {
        return used.get() ? "MpscSlot[used]" : "MpscSlot[free]";
    }
}
