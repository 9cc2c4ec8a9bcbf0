package io.nagare.engine.channel;

import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.queue.WaitList;
import org.jspecify.annotations.Nullable;

/** One subscriber of a shared source. Everything but {@link #position} belongs to the subscriber's strand. */
final class SharedReceiver<T> extends Leaf implements StrandSubscription {

    /** The number of the next item to take; guarded by the connection's lock. */
    long position;

    private final SharedConnection<T> connection;
    private final StrandSubscriber<? super T> subscriber;
    private final WaitList.Place place = new WaitList.Place(this);
    private long demand;
    private boolean emitting;
    private boolean done;

    SharedReceiver(SharedConnection<T> connection, StrandSubscriber<? super T> subscriber, Strand strand) {
        super(strand);
        this.connection = connection;
        this.subscriber = subscriber;
    }

    void start() {
        subscriber.onSubscribe(this);
        run();
    }

    @Override
    public void request(long n) {
        boolean first = demand == 0;
        demand = Demand.add(demand, n);
        if (first) {
            connection.demand();
        }
        run();
    }

    @Override
    public void cancel() {
        if (!done) {
            done = true;
            connection.waiting().remove(place);
            connection.leave(this);
        }
    }

    @Override
    protected void run() {
        if (emitting || done) {
            return;
        }
        emitting = true;
        while (!done) {
            T item = demand > 0 ? connection.take(this) : null;
            if (item == null) {
                if (connection.isExhausted(this)) {
                    end();
                    break;
                }
                connection.waiting().add(place);
                if (demand == 0 || connection.isIdle(this)) {
                    break;
                }
                continue;
            }
            if (subscriber.onNext(item)) {
                demand = Demand.subtract(demand, 1);
            }
            if (!strand().spend(1)) {
                wake();
                break;
            }
        }
        emitting = false;
    }

    private void end() {
        Throwable failure = connection.failure();
        cancel();
        if (failure == null) {
            subscriber.onComplete();
        } else {
            subscriber.onError(failure);
        }
    }
}
