package io.nagare.engine.channel.mpsc;

import io.nagare.One;
import io.nagare.channel.ChannelClosedException;
import io.nagare.channel.MpscSender;
import io.nagare.channel.MpscSlot;
import io.nagare.channel.SendResult;
import io.nagare.engine.waiting.ConditionLeaf;
import io.nagare.engine.waiting.WaitList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** A sender that the channel counts. The user closes it alone, or it ends with its channel. Any thread may call. */
final class CountedSender<T> implements MpscSender<T> {

    private final QueueMpsc<T> channel;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final WaitList closing = new WaitList();

    CountedSender(QueueMpsc<T> channel) {
        this.channel = channel;
    }

    @Override
    public One<Void> send(T value) {
        return whileOpen(channel.send(value));
    }

    @Override
    public SendResult trySend(T value) {
        if (closed.get()) {
            QueueMpsc.checkValue(value);
            return SendResult.CLOSED;
        }
        return channel.trySend(value);
    }

    @Override
    public void sendBlocking(T value) {
        if (closed.get()) {
            QueueMpsc.checkValue(value);
            throw closedFor();
        }
        channel.sendBlocking(value);
    }

    @Override
    public One<Void> sendAll(Publisher<? extends T> values) {
        return whileOpen(channel.sendAll(values));
    }

    @Override
    public One<MpscSlot<T>> reserve() {
        return whileOpen(channel.reserve());
    }

    @Override
    public @Nullable MpscSlot<T> tryReserve() {
        return closed.get() ? null : channel.tryReserve();
    }

    /** Checks at subscription that this sender is open. A send that has begun before this sender is closed goes on. */
    private <R> One<R> whileOpen(One<R> sending) {
        return One.defer(() -> closed.get() ? One.error(closedFor()) : sending);
    }

    private static ChannelClosedException closedFor() {
        return new ChannelClosedException("this sender is closed: nothing can be sent through it any more");
    }

    @Override
    public One<Void> closed() {
        return One.defer(() ->
                closed.get() ? One.empty() : channel.closed().takeUntil(ConditionLeaf.await(closing, closed::get)));
    }

    @Override
    public boolean isClosed() {
        return closed.get() || channel.isClosed();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            closing.wakeAll();
            channel.partSender();
        }
    }
}
