package io.nagare.net;

import io.nagare.driver.Deadline;
import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import java.io.IOException;

/** One subscription to a listener's connections. Runs on the subscriber's strand. */
final class AcceptSource extends Leaf implements StrandSubscription {

    private static final long FIRST_PAUSE_NANOS = 5_000_000;
    private static final long LONGEST_PAUSE_NANOS = 1_000_000_000;

    private final TcpListener listener;
    private final StrandSubscriber<? super TcpStream> subscriber;
    private final Deadline pauseEnd;
    private long demand;
    private boolean accepting;
    private boolean done;

    /** How long the pause is that this is in because accepting failed, 0 if it is in none. */
    private long pauseNanos;

    private boolean pausing;

    AcceptSource(TcpListener listener, StrandSubscriber<? super TcpStream> subscriber, Strand strand) {
        super(strand);
        this.listener = listener;
        this.subscriber = subscriber;
        this.pauseEnd = strand.driver().deadline(this);
    }

    void start() {
        listener.enter(this);
        subscriber.onSubscribe(this);
        if (!done && listener.isClosed()) {
            end();
        }
    }

    @Override
    public void request(long n) {
        demand = Demand.add(demand, n);
        run();
    }

    @Override
    public void cancel() {
        if (!done) {
            leave();
            listener.release(this, true);
        }
    }

    @Override
    protected void run() {
        if (accepting || done) {
            return;
        }
        if (listener.isClosed()) {
            end();
            return;
        }
        if (pausing && !pauseEnd.reached()) {
            return;
        }
        pausing = false;
        accepting = true;
        boolean moreToAccept = accept();
        accepting = false;
        if (!done) {
            waitForMore(moreToAccept);
        }
    }

    /** Accepts while there is demand. Returns whether there may be more connections. */
    private boolean accept() {
        while (demand > 0 && !done) {
            TcpStream stream;
            try {
                stream = listener.tryAccept();
            } catch (IOException failure) {
                pause(failure);
                return false;
            }
            if (stream == null) {
                return false;
            }
            pauseNanos = 0;
            if (subscriber.onNext(stream)) {
                demand = Demand.subtract(demand, 1);
            }
            if (!strand().spend(32)) {
                wake();
                return true;
            }
        }
        return true;
    }

    private void waitForMore(boolean moreToAccept) {
        listener.release(this, moreToAccept && demand == 0);
        if (demand > 0 && !pausing && !moreToAccept) {
            try {
                listener.await(this, strand().driver());
            } catch (IOException failure) {
                leave();
                subscriber.onError(failure);
            }
        }
    }

    /** Accepting failed: for want of descriptors or memory, or because the peer has gone. None of it ends the stream. */
    private void pause(IOException failure) {
        if (listener.isClosed()) {
            end();
            return;
        }
        if (pauseNanos == 0) {
            strand().driver().unseen(failure, listener + ", which pauses and goes on");
        }
        pauseNanos = pauseNanos == 0 ? FIRST_PAUSE_NANOS : Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
        pausing = true;
        pauseEnd.arm(strand().driver().time().nanoTime() + pauseNanos);
    }

    private void leave() {
        done = true;
        pauseEnd.disarm();
        listener.leave(this);
    }

    private void end() {
        leave();
        subscriber.onComplete();
    }
}
