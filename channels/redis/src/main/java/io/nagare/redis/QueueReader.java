package io.nagare.redis;

import io.nagare.Bytes;
import io.nagare.channels.Delivery;
import io.nagare.driver.Deadline;
import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.ShortLock;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.value.Undecodable;
import io.nagare.value.ValueCodec;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to a queue, on its strand. It takes what was requested, with one request at a time. When there is
 * nothing, it waits for a notice, or until a value that has no answer may go to another receiver.
 *
 * <p>Always holds: what has arrived is emitted, or goes back to the queue.
 */
final class QueueReader<T> extends Leaf implements StrandSubscription, ChannelReader {

    private static final int MOST_TAKEN = 256;

    /** How long to wait at most until this asks again. */
    private static final long LONGEST_WAIT = Duration.ofSeconds(5).toMillis();

    /** What a reader is made of, beside its strand. */
    record Working<T>(ChannelHandle handle, ValueCodec<T> codec, Undecodable<T> undecodable, QueueSettings settings) {}

    private final Working<T> working;
    private final ChannelHandle handle;
    private final StrandSubscriber<? super Delivery<T>> subscriber;
    private final Deadline deadline;
    private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
    private final Deque<Taken> arrived = new ArrayDeque<>();

    /** Guards {@link #over}, and what is entered while it is false. */
    private final ShortLock lock = new ShortLock();

    /** Whether nothing that arrives is emitted any more. */
    private boolean over;

    /** Whether there was a notice since the last request. */
    private volatile boolean news = true;

    /** The link on which values can be taken, what the queue was made as, or null. */
    private ChannelEnd.@Nullable Looked looked;

    private long demand;

    /** Whether the last request asked only for the end, so that nobody knows whether there are values. */
    private boolean unread;

    private boolean asking;
    private boolean ended;
    private boolean emitting;
    private boolean done;

    QueueReader(Working<T> working, StrandSubscriber<? super Delivery<T>> subscriber, Strand strand) {
        super(strand);
        this.working = working;
        this.handle = working.handle();
        this.subscriber = subscriber;
        this.deadline = strand.driver().deadline(this);
    }

    void start() {
        subscriber.onSubscribe(this);
        if (!done) {
            handle.enter(this);
        }
    }

    @Override
    public void request(long n) {
        demand = Demand.add(demand, n);
        if (unread) {
            unread = false;
            news = true;
        }
        run();
    }

    @Override
    public void cancel() {
        if (!done) {
            done = true;
            release();
        }
    }

    // From any thread.

    @Override
    public boolean isUnlocated() {
        return false;
    }

    @Override
    public void located(Extent extent) {
        // Each value goes to one receiver, wherever it is.
    }

    private void event(Runnable event) {
        events.add(event);
        wake();
    }

    @Override
    public void up(Link now) {
        event(() -> {
            ChannelEnd.Looked ready = handle.ready();
            if (ready != null && (looked == null || looked.link() != ready.link())) {
                looked = ready;
                asking = false;
                news = true;
            }
        });
    }

    @Override
    public void down() {
        event(() -> {
            looked = null;
            asking = false;
        });
    }

    @Override
    public void noticed() {
        if (!news) {
            news = true;
            wake();
        }
    }

    @Override
    public void ended(long last) {
        event(() -> {
            if (!ended) {
                ended = true;
                news = true;
            }
        });
    }

    @Override
    public void failed(Throwable failure) {
        event(() -> fail(failure));
    }

    @Override
    public long position() {
        return -1;
    }

    // On the strand.

    @Override
    protected void run() {
        if (done || emitting) {
            return;
        }
        emitting = true;
        Runnable event;
        while (!done && (event = events.poll()) != null) {
            event.run();
        }
        boolean budgetLeft = emit();
        emitting = false;
        if (!done && budgetLeft) {
            settle();
        }
    }

    private boolean emit() {
        Taken next;
        while (!done && demand > 0 && (next = arrived.poll()) != null) {
            deliver(next);
            if (!done && !strand().spend(1)) {
                wake();
                return false;
            }
        }
        return true;
    }

    private void deliver(Taken taken) {
        T value;
        try {
            value = working.undecodable()
                    .decode(
                            working.codec(),
                            Bytes.wrap(taken.entry().body()),
                            () -> "\"" + handle.keys().name() + "\", number " + taken.entry().number() + ", attempt "
                                    + taken.attempt());
        } catch (Throwable failure) {
            taken.giveBack(handle);
            if (done || subscriber.isDone()) {
                strand().driver().unseen(failure, "a function of a stream that was cancelled");
            } else {
                fail(failure);
            }
            return;
        }
        if (value == null) {
            // It was told, and no receiver can work on it.
            remove(taken);
        } else if (done) {
            taken.giveBack(handle);
        } else if (subscriber.onNext(new RedisDelivery<>(handle, taken, value))) {
            demand = Demand.subtract(demand, 1);
        }
    }

    private void remove(Taken taken) {
        ChannelEnd.Looked now = looked;
        if (now != null) {
            handle.api().run(
                    now.link(),
                    Script.DONE,
                    (on, answer) -> {},
                    failure -> {},
                    taken.made(),
                    taken.entry().number());
        }
    }

    /** Asks for values, or whether a closed queue is empty. */
    private void settle() {
        if (deadline.reached()) {
            deadline.disarm();
            news = true;
        }
        ChannelEnd.Looked now = looked;
        long wanted = Math.min(demand - arrived.size(), MOST_TAKEN);
        if (now == null || asking || !news || wanted <= 0 && !ended) {
            return;
        }
        deadline.disarm();
        asking = true;
        // Before the request, so that a notice behind it is not lost.
        news = false;
        handle.api().run(
                now.link(),
                Script.TAKE,
                (on, answer) -> took(now, Math.max(wanted, 0), answer),
                this::failed,
                now.made(),
                Math.max(wanted, 0),
                working.settings().unanswered(),
                working.settings().answerWithin().toMillis());
    }

    /** There is an answer, on a worker. */
    private void took(ChannelEnd.Looked of, long wanted, List<Object> answer) {
        if (Replies.text(answer, 0).equals("gone")) {
            handle.lookAgain();
            return;
        }
        List<Taken> taken;
        try {
            taken = Taken.all(handle, of.made(), answer);
        } catch (RuntimeException foreign) {
            handle.fail(foreign);
            return;
        }
        lock.lock();
        try {
            if (!over) {
                events.add(() -> arrived(of, wanted, taken, answer));
                wake();
                return;
            }
        } finally {
            lock.unlock();
        }
        taken.forEach(each -> each.giveBack(handle));
    }

    private void arrived(ChannelEnd.Looked of, long wanted, List<Taken> taken, List<Object> answer) {
        arrived.addAll(taken);
        if (looked == null || looked.link() != of.link()) {
            return;
        }
        asking = false;
        boolean empty = Replies.number(answer, 2) == 0;
        boolean closed = Replies.text(answer, 1).equals("closed");
        if (closed && empty) {
            complete();
        } else if (taken.size() == wanted && demand > arrived.size()) {
            news = true;
        } else {
            unread = taken.size() == wanted;
            long wait = wanted == 0 ? LONGEST_WAIT : Math.min(Replies.number(answer, 3), LONGEST_WAIT);
            deadline.arm(strand().driver().time().nanoTime() + Duration.ofMillis(wait).toNanos());
        }
    }

    private void complete() {
        if (!done) {
            done = true;
            release();
            subscriber.onComplete();
        }
    }

    private void fail(Throwable failure) {
        if (!done) {
            done = true;
            release();
            subscriber.onError(failure);
        }
    }

    private void release() {
        lock.lock();
        try {
            over = true;
        } finally {
            lock.unlock();
        }
        // What has arrived and waits among the events is given back, too. The other events find that this is done.
        Runnable event;
        while ((event = events.poll()) != null) {
            event.run();
        }
        deadline.disarm();
        handle.leave(this);
        arrived.forEach(each -> each.giveBack(handle));
        arrived.clear();
    }
}
