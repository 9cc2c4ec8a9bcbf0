package io.nagare.net;

import io.nagare.driver.Deadline;
import io.nagare.driver.Driver;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.failure.UnclaimedException;
import io.nagare.net.socket.LoadedClasses;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Opens a listener when there is demand. Runs on the subscriber's strand. If the listener is to close together with its
 * accept stream, and that stream gets no subscriber in time, this closes it.
 *
 * <p>A port is given back a moment after its listener was closed, by the poller that watches it. So a port that is
 * taken is tried again for a while before that is a failure.
 */
final class ListenSource extends Leaf implements StrandSubscription {

    /** How long a port that is taken is tried. */
    private static final long PATIENCE_NANOS = 100_000_000;

    private static final long PAUSE_NANOS = 2_000_000;

    /**
     * How long a listener may wait for the first subscriber of its accept stream, if it closes together with that
     * stream.
     */
    static final Duration UNUSED_FOR = Duration.ofSeconds(10);

    private final SocketAddress address;
    private final ListenOptions options;
    private final @Nullable Duration unusedFor;
    private final StrandSubscriber<? super Listener> subscriber;

    /** The end of a pause between two attempts, then of the time that the listener may be unused. */
    private @Nullable Deadline deadline;

    private @Nullable Listener opened;

    /** When the last attempt is made. */
    private long lastAttempt;

    private boolean started;
    private boolean done;
    private boolean cancelled;

    /**
     * Not started.
     *
     * @param unusedFor how long the listener may wait to be used; null for one that stays open until it is closed
     */
    ListenSource(
            SocketAddress address,
            ListenOptions options,
            @Nullable Duration unusedFor,
            StrandSubscriber<? super Listener> subscriber,
            Strand strand) {
        super(strand);
        this.address = address;
        this.options = options;
        this.unusedFor = unusedFor;
        this.subscriber = subscriber;
    }

    void start() {
        LoadedClasses.begin();
        subscriber.onSubscribe(this);
    }

    @Override
    public void request(long n) {
        if (!started && !done) {
            started = true;
            lastAttempt = now() + PATIENCE_NANOS;
            open();
        }
    }

    @Override
    public void cancel() {
        done = true;
        cancelled = true;
        if (deadline != null && opened == null) {
            deadline.disarm();
        }
    }

    @Override
    protected void run() {
        if (deadline == null || !deadline.reached()) {
            return;
        }
        if (opened != null) {
            closeIfUnused(opened);
        } else if (!done) {
            open();
        }
    }

    private void open() {
        Driver driver = strand().driver();
        Listener listener;
        try {
            listener = Listener.open(address, options, unusedFor != null, driver);
        } catch (IOException | RuntimeException failure) {
            if (failure.getCause() instanceof BindException && mayBeFreed() && now() < lastAttempt) {
                arm(PAUSE_NANOS);
            } else {
                done = true;
                subscriber.onError(failure);
            }
            return;
        }
        done = true;
        if (unusedFor != null) {
            opened = listener;
            arm(unusedFor.toNanos());
        }
        subscriber.onNext(listener);
        if (!cancelled) {
            subscriber.onComplete();
        }
    }

    /** Whether another listener may be giving the address back. */
    private boolean mayBeFreed() {
        return address instanceof InetSocketAddress inet && inet.getPort() != 0;
    }

    private void closeIfUnused(Listener listener) {
        opened = null;
        if (listener.isUnused()) {
            listener.close();
            strand().driver().unseen(
                    UnclaimedException.closed(
                            listener.toString(),
                            Objects.requireNonNull(unusedFor),
                            "one that is to wait for its first subscriber is opened by Tcp.listenUntilClosed"),
                    "Tcp.listen");
        }
    }

    private void arm(long nanos) {
        Deadline armed = deadline;
        if (armed == null) {
            armed = strand().driver().deadline(this);
            deadline = armed;
        }
        armed.arm(now() + nanos);
    }

    private long now() {
        return strand().driver().time().nanoTime();
    }
}
