package io.nagare.net;

import io.nagare.driver.Deadline;
import io.nagare.driver.Demand;
import io.nagare.driver.Driver;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.failure.RuntimeClosedException;
import io.nagare.net.socket.AcceptTurns;
import io.nagare.net.socket.FreeMemory;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One subscription to a listener's connections. Runs on the subscriber's strand. */
final class AcceptSource extends Leaf implements StrandSubscription {

    /** What an accept costs of a strand's budget for items. */
    private static final int COST = 32;

    /** Made beforehand, as there is no memory to make it when it is needed; hence without a trace. */
    private static final IOException SHORT_OF_MEMORY = new ShortOfMemory();

    private final Listener listener;
    private final StrandSubscriber<? super Connection> subscriber;

    /**
     * The end of a pause that this sits out. Made beforehand, since no class can be loaded when descriptors run out.
     */
    private final Deadline pauseEnd;

    private boolean sitsOutPause;

    private long demand;

    /** How many connections were accepted since the listener is to close. */
    private int drained;

    private boolean accepting;
    private boolean done;

    AcceptSource(Listener listener, StrandSubscriber<? super Connection> subscriber, Strand strand) {
        super(strand);
        this.listener = listener;
        this.subscriber = subscriber;
        this.pauseEnd = strand.driver().deadline(this);
    }

    void start() {
        listener.turns().enter(this);
        subscriber.onSubscribe(this);
        if (demand == 0) {
            // Completes at once if the listener is closed.
            run();
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
        }
    }

    @Override
    protected void run() {
        if (accepting || done) {
            return;
        }
        if (listener.isClosed()) {
            leave();
            subscriber.onComplete();
        } else if (listener.isCutOff()) {
            fail(new RuntimeClosedException("accepting on " + listener));
        } else if (demand == 0 && listener.isDraining()) {
            // The most connections are open: nobody takes what waits.
            closeBehindBacklog(null);
        } else if (demand > 0 && !isPausing()) {
            accepting = true;
            try {
                accept();
            } catch (OutOfMemoryError failure) {
                // There was no memory even for a pause. This tries again, behind everything that is ready.
                if (!done) {
                    wake();
                }
            } finally {
                accepting = false;
            }
        }
    }

    /** Accepts while there is demand and a connection. */
    private void accept() {
        while (demand > 0) {
            boolean last = listener.isDrainedIfEmpty();
            Connection connection = null;
            try {
                if (strand().driver().isShortOfMemory() || FreeMemory.isShort()) {
                    throw SHORT_OF_MEMORY;
                }
                connection = listener.tryAccept(this, strand().driver());
            } catch (IOException | Error failure) {
                // Descriptors or memory are short. An Error says no more about the listener than an exception does.
                if (goOnLater(failure)) {
                    return;
                }
            }
            if (connection == null && !last) {
                awaitConnection();
                return;
            }
            if (connection == null || drained == listener.backlog()) {
                closeBehindBacklog(connection);
                return;
            }
            if (listener.isDraining()) {
                drained++;
            }
            try {
                if (subscriber.onNext(connection)) {
                    demand = Demand.subtract(demand, 1);
                }
            } catch (OutOfMemoryError failure) {
                // One connection is lost, and not the listener. The next ones may find memory again.
                connection.reset();
                if (done || goOnLater(failure)) {
                    return;
                }
            }
            if (done) {
                return;
            }
            if (!strand().spend(COST)) {
                wake();
                return;
            }
        }
        listener.turns().pass(this);
    }

    /** Nothing waits any more, or the last one came too late. */
    private void closeBehindBacklog(@Nullable Connection late) {
        if (late != null) {
            late.reset();
        }
        listener.close();
    }

    /** The first wait registers the socket, for which there may be no descriptor now. */
    private void awaitConnection() {
        try {
            listener.await(this, strand().driver());
        } catch (IOException failure) {
            goOnLater(failure);
        }
    }

    /** Accepting failed, which does not end the stream. Returns false if another subscriber sits out the pause. */
    private boolean goOnLater(Throwable failure) {
        if (listener.isClosed() || listener.isCutOff()) {
            wake();
            return true;
        }
        long nanos = listener.turns().pause(this);
        if (nanos == 0) {
            return false;
        }
        Driver driver = strand().driver();
        pauseEnd.arm(driver.time().nanoTime() + nanos);
        sitsOutPause = true;
        if (nanos == AcceptTurns.FIRST_PAUSE_NANOS) {
            report(driver, failure);
        }
        return true;
    }

    private void report(Driver driver, Throwable failure) {
        try {
            driver.unseen(failure, listener + ", which pauses and goes on");
        } catch (OutOfMemoryError noMessage) {
            driver.unseen(failure, "a listener, which pauses and goes on");
        }
    }

    /** Whether this still waits for the end of a pause, on behalf of all subscribers that accept. */
    private boolean isPausing() {
        if (sitsOutPause && (pauseEnd.reached() || !listener.turns().isPausing())) {
            pauseEnd.disarm();
            sitsOutPause = false;
        }
        return sitsOutPause;
    }

    private void leave() {
        done = true;
        pauseEnd.disarm();
        listener.leave(this);
    }

    private void fail(RuntimeClosedException failure) {
        leave();
        subscriber.onError(failure);
    }

    /** Accepting would take the memory that open connections need. */
    private static final class ShortOfMemory extends IOException {

        private static final long serialVersionUID = 1L;

        ShortOfMemory() {
            super("hardly any memory is free, which the connections that are open may need");
        }

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }
}
