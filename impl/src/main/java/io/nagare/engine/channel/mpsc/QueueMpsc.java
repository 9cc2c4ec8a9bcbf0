package io.nagare.engine.channel.mpsc;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.channel.Mpsc;
import io.nagare.channel.MpscSender;
import io.nagare.channel.MpscSlot;
import io.nagare.channel.ReceiverTakenException;
import io.nagare.channel.SendResult;
import io.nagare.driver.Leaf;
import io.nagare.driver.ShortLock;
import io.nagare.engine.channel.send.BoundedChannel;
import io.nagare.engine.channel.send.SendAll;
import io.nagare.engine.channel.send.SendOne;
import io.nagare.engine.channel.send.WaitingSender;
import io.nagare.engine.queue.Contention;
import io.nagare.engine.scheduler.Schedulers;
import io.nagare.engine.waiting.ConditionLeaf;
import io.nagare.engine.waiting.Rest;
import io.nagare.engine.waiting.WaitList;
import io.nagare.stage.Programs;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * An mpsc channel: a word that gives out tickets, a place for each ticket, and a line of senders that wait for room.
 * Any thread may send; one receiver at a time takes.
 *
 * <p>Sending and taking need no lock while there is room. The lock guards the line and closing. Always holds, whenever
 * the lock is free: if a sender is in line, the word says so, and then only the first in line gets room.
 */
public final class QueueMpsc<T> implements Mpsc<T>, BoundedChannel<T> {

    /** In place of a receiver: a thread inside {@link #tryReceive}, which needs no wake. */
    private static final Object TAKING = new Object();

    private final MpscState state;
    private final Slots<T> slots;

    /** A {@link MpscReceiver}, or {@code TAKING}, or null. */
    private final AtomicReference<@Nullable Object> receiver = new AtomicReference<>();

    private final ShortLock lock = new ShortLock();
    private final WaitList line = new WaitList();
    private final WaitList closing = new WaitList();
    private final AtomicInteger senders = new AtomicInteger();

    /**
     * Values that were taken and put back because no subscriber got them; they are the next to be taken. The lock
     * guards this queue, which is made for the first such value.
     */
    private @Nullable ArrayDeque<T> returned;

    /**
     * The number of returned values, so that taking needs no lock while there are none. Written under the lock. When it
     * grows, a wake of the receiver follows.
     */
    private volatile int returnedCount;

    public QueueMpsc(int capacity, Slots<T> slots) {
        this.state = new MpscState(capacity);
        this.slots = slots;
    }

    // Senders, any thread

    @Override
    public SendResult trySend(T value) {
        checkValue(value);
        SlotSegment entrance = slots.entrance();
        long claimed = state.claim();
        if (claimed < 0) {
            return claimed == MpscState.FULL ? SendResult.FULL : SendResult.CLOSED;
        }
        publish(entrance, claimed, value);
        return SendResult.SENT;
    }

    static void checkValue(@Nullable Object value) {
        Objects.requireNonNull(value, "a channel cannot send null");
    }

    private void publish(@Nullable SlotSegment entrance, long claimed, T value) {
        slots.put(entrance, MpscState.ticket(claimed), value);
        if (MpscState.mustWake(claimed)) {
            wakeReceiver();
        }
    }

    /**
     * Wakes the receiver that waits now. If this is not the receiver that fell asleep, it has looked by itself, or
     * will. If the new receiver does not find the value, it finds that the ticket is drawn.
     */
    private void wakeReceiver() {
        if (receiver.get() instanceof MpscReceiver<?> waiting) {
            waiting.wake();
        }
    }

    @Override
    public One<Void> send(T value) {
        checkValue(value);
        return Programs.drivenOne((subscriber, strand) -> new SendOne<>(this, value, subscriber, strand).start());
    }

    @Override
    public void sendBlocking(T value) {
        Schedulers.refuseInside("sendBlocking");
        if (trySend(value) != SendResult.SENT) {
            send(value).block();
        }
    }

    @Override
    public One<Void> sendAll(Publisher<? extends T> values) {
        return Programs.drivenOne(new SendAll<>(this, Objects.requireNonNull(values, "values")));
    }

    @Override
    public One<MpscSlot<T>> reserve() {
        return Programs.drivenOne((subscriber, strand) -> new MpscReserve<T>(this, subscriber, strand).start());
    }

    @Override
    public @Nullable MpscSlot<T> tryReserve() {
        return tryReserveRoom() == SendResult.SENT ? new ReservedSlot<>(this) : null;
    }

    SendResult tryReserveRoom() {
        long reserved = state.reserve();
        return reserved == 0 ? SendResult.SENT : reserved == MpscState.FULL ? SendResult.FULL : SendResult.CLOSED;
    }

    @Override
    public void sendReserved(T value) {
        SlotSegment entrance = slots.entrance();
        publish(entrance, state.claimReserved(), value);
    }

    /** Gives back a reservation. */
    void giveBack() {
        if (state.release()) {
            serve();
            if (state.isClosed()) {
                wakeReceiver();
            }
        }
    }

    // The line

    @Override
    public void enter(WaitingSender<T> sender) {
        lock.lock();
        try {
            if (state.isClosed()) {
                sender.settle(WaitingSender.Verdict.REFUSED);
            } else {
                line.add(sender.place);
                state.await();
            }
        } finally {
            lock.unlock();
        }
        if (sender.verdict() == null) {
            serve();
        } else {
            sender.wake();
        }
    }

    @Override
    public void leave(WaitingSender<T> sender) {
        boolean granted;
        lock.lock();
        try {
            line.remove(sender.place);
            granted = sender.verdict() == WaitingSender.Verdict.GRANTED;
        } finally {
            lock.unlock();
        }
        if (granted) {
            giveBack();
        } else {
            serve();
        }
    }

    /** Grants the room that there is to the senders that have waited longest. */
    private void serve() {
        ArrayDeque<Leaf> served = new ArrayDeque<>();
        lock.lock();
        try {
            while (line.size() > 0 && state.reserveForFirst()) {
                served.add(settleFirst(WaitingSender.Verdict.GRANTED));
            }
            if (line.size() == 0) {
                state.awaitNoMore();
            }
        } finally {
            lock.unlock();
        }
        served.forEach(Leaf::wake);
    }

    private Leaf settleFirst(WaitingSender.Verdict verdict) {
        WaitingSender<?> first = (WaitingSender<?>) Objects.requireNonNull(line.poll());
        first.settle(verdict);
        return first;
    }

    // The receiver

    @Override
    public Many<T> receiver() {
        return Programs.driven((subscriber, strand) -> new MpscReceiver<>(this, false, subscriber, strand).start());
    }

    @Override
    public One<T> receive() {
        return Programs.drivenOne((subscriber, strand) -> new MpscReceiver<>(this, true, subscriber, strand).start());
    }

    @Override
    public @Nullable T tryReceive() {
        if (!receiver.compareAndSet(null, TAKING)) {
            throw new ReceiverTakenException();
        }
        T value = take();
        for (int times = 0; value == null && times < Contention.MOST_TIMES && state.isExpecting(); times++) {
            Contention.giveWay();
            value = take();
        }
        receiver.set(null);
        if (value != null) {
            tellOfRoom();
        }
        return value;
    }

    /**
     * Makes this the receiver. Returns false if there is one already. The compare-and-set makes visible what the last
     * receiver wrote.
     */
    boolean join(MpscReceiver<T> joining) {
        return receiver.compareAndSet(null, joining);
    }

    void part(MpscReceiver<T> parting) {
        receiver.compareAndSet(parting, null);
    }

    /** Takes the oldest value. Returns null if it is not there yet. */
    public @Nullable T take() {
        T first = returnedCount == 0 ? null : takeReturned();
        if (first != null) {
            return first;
        }
        long ticket = state.head();
        T value = slots.take(ticket);
        if (value != null) {
            state.taken(ticket);
        }
        return value;
    }

    private @Nullable T takeReturned() {
        lock.lock();
        try {
            if (returned == null) {
                return null;
            }
            T first = returned.poll();
            returnedCount = returned.size();
            return first;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Puts back a value that no subscriber got; it becomes the next to be taken. Called by the receiver that took it.
     */
    void putBack(T value) {
        lock.lock();
        try {
            if (returned == null) {
                returned = new ArrayDeque<>(1);
            }
            returned.addFirst(value);
            returnedCount = returned.size();
        } finally {
            lock.unlock();
        }
        wakeReceiver();
    }

    /** Finds out what to do when there was no value to take. */
    public Rest rest() {
        return state.rest(state.head());
    }

    /** Grants the room of the values that were taken since the last call to waiting senders. */
    void tellOfRoom() {
        if (state.isAwaited()) {
            serve();
        }
    }

    // The whole

    @Override
    public MpscSender<T> sender() {
        senders.incrementAndGet();
        return new CountedSender<>(this);
    }

    /** Notes that a counted sender was closed. The last one closes the channel. */
    void partSender() {
        if (senders.decrementAndGet() == 0) {
            close();
        }
    }

    @Override
    public int senders() {
        return senders.get();
    }

    @Override
    public void close() {
        ArrayDeque<Leaf> refused = new ArrayDeque<>();
        lock.lock();
        try {
            if (!state.close()) {
                return;
            }
            while (line.size() > 0) {
                refused.add(settleFirst(WaitingSender.Verdict.REFUSED));
            }
        } finally {
            lock.unlock();
        }
        refused.forEach(Leaf::wake);
        wakeReceiver();
        closing.wakeAll();
    }

    @Override
    public One<Void> closed() {
        return ConditionLeaf.await(closing, this::isClosed);
    }

    @Override
    public boolean isClosed() {
        return state.isClosed();
    }

    @Override
    public int size() {
        return (int) Math.min(Integer.MAX_VALUE, state.size() + returnedCount);
    }

    @Override
    public int capacity() {
        return state.capacity();
    }

    @Override
    public int available() {
        return state.available();
    }

    @Override
    public String toString() {
        return "Mpsc[" + size() + (capacity() == MpscState.UNBOUNDED ? "" : " of " + capacity()) + " values"
                + (isClosed() ? ", closed]" : "]");
    }
}
