package io.nagare.net;

import io.nagare.driver.Deadline;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Connects to one of several addresses (RFC 8305, Happy Eyeballs). The next address is tried when the last attempt has
 * failed, or has not answered for a while. The first connection wins, and the other attempts are cancelled. Runs on the
 * subscriber's strand.
 *
 * <p>Always holds: at most one connection is passed on. An attempt that was cancelled gives up its socket.
 */
final class ConnectAttempts extends Leaf implements StrandSubscription {

    private final List<InetSocketAddress> addresses;
    private final Function<InetSocketAddress, Publisher<Connection>> connect;
    private final long delayNanos;
    private final StrandSubscriber<? super Connection> subscriber;
    private final Deadline nextAttempt;
    private final List<Attempt> attempts = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private boolean started;
    private boolean done;
    private boolean cancelled;

    ConnectAttempts(
            List<InetSocketAddress> addresses,
            Function<InetSocketAddress, Publisher<Connection>> connect,
            long delayNanos,
            StrandSubscriber<? super Connection> subscriber,
            Strand strand) {
        super(strand);
        this.addresses = alternating(addresses);
        this.connect = connect;
        this.delayNanos = delayNanos;
        this.subscriber = subscriber;
        this.nextAttempt = strand.driver().deadline(this);
    }

    /**
     * Orders addresses so that the two families alternate, beginning with that of the first one (RFC 8305 section 4).
     */
    static List<InetSocketAddress> alternating(List<InetSocketAddress> addresses) {
        boolean firstIs4 = is4(addresses.get(0));
        List<InetSocketAddress> likeFirst =
                addresses.stream().filter(address -> is4(address) == firstIs4).toList();
        List<InetSocketAddress> others =
                addresses.stream().filter(address -> is4(address) != firstIs4).toList();
        List<InetSocketAddress> ordered = new ArrayList<>(addresses.size());
        for (int i = 0; i < Math.max(likeFirst.size(), others.size()); i++) {
            if (i < likeFirst.size()) {
                ordered.add(likeFirst.get(i));
            }
            if (i < others.size()) {
                ordered.add(others.get(i));
            }
        }
        return ordered;
    }

    private static boolean is4(InetSocketAddress address) {
        return address.getAddress() instanceof Inet4Address;
    }

    void start() {
        subscriber.onSubscribe(this);
    }

    @Override
    public void request(long n) {
        if (!started && !done) {
            started = true;
            attempt();
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        if (!done) {
            end(null);
        }
    }

    @Override
    protected void run() {
        if (!done && nextAttempt.reached()) {
            attempt();
        }
    }

    /** Tries the next address, if there is one. */
    private void attempt() {
        nextAttempt.disarm();
        if (attempts.size() == addresses.size()) {
            return;
        }
        InetSocketAddress address = addresses.get(attempts.size());
        Attempt attempt = new Attempt();
        attempts.add(attempt);
        if (attempts.size() < addresses.size()) {
            nextAttempt.arm(strand().driver().time().nanoTime() + delayNanos);
        }
        strand().attach(connect.apply(address), attempt);
    }

    private void won(Attempt winner, Connection connection) {
        end(winner);
        subscriber.onNext(connection);
        if (!cancelled) {
            subscriber.onComplete();
        }
    }

    private void lost(Throwable reason) {
        if (failures.size() + 1 == addresses.size()) {
            failures.forEach(reason::addSuppressed);
            end(null);
            subscriber.onError(reason);
            return;
        }
        failures.add(reason);
        if (failures.size() == attempts.size()) {
            attempt();
        }
    }

    /** Cancels all attempts but the one that has won. */
    private void end(@Nullable Attempt winner) {
        done = true;
        nextAttempt.disarm();
        for (Attempt attempt : attempts) {
            if (attempt != winner) {
                attempt.cancel();
            }
        }
    }

    /** One attempt, the subscriber of one {@link ConnectSource} with its timeout. */
    private final class Attempt extends StrandSubscriber<Connection> {

        private @Nullable StrandSubscription upstream;
        private boolean gone;

        Attempt() {
            super(subscriber);
        }

        void cancel() {
            gone = true;
            if (upstream != null) {
                upstream.cancel();
            }
        }

        @Override
        public void onSubscribe(StrandSubscription subscription) {
            upstream = subscription;
            if (gone) {
                subscription.cancel();
            } else {
                subscription.request(1);
            }
        }

        @Override
        public boolean onNext(Connection connection) {
            won(this, connection);
            return true;
        }

        @Override
        public void onError(Throwable reason) {
            lost(reason);
        }

        @Override
        public void onComplete() {}

        @Override
        public boolean isDone() {
            return gone;
        }
    }
}
