package io.nagare.fs.work;

import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.fs.contract.Progress;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * One subscription that does some work and tells how far it has come: subscribes to the work when there is demand, drops what it emits, and emits the
 * latest progress whenever there is demand and it has changed. So who looks seldom misses steps, but never the last one, and holds nothing up.
 */
public final class ProgressSource extends Leaf implements StrandSubscription {

    private final Function<ProgressMeter, ? extends Publisher<?>> work;
    private final StrandSubscriber<? super Progress> subscriber;
    private final ProgressMeter meter = new ProgressMeter(this);

    private @Nullable StrandSubscription working;
    private @Nullable Progress emitted;
    private boolean started;
    private boolean worked;
    private long demand;
    private boolean done;

    public ProgressSource(
            Function<ProgressMeter, ? extends Publisher<?>> work,
            StrandSubscriber<? super Progress> subscriber,
            Strand strand) {
        super(strand);
        this.work = work;
        this.subscriber = subscriber;
    }

    public void start() {
        LoadedClasses.once();
        subscriber.onSubscribe(this);
    }

    @Override
    public void request(long n) {
        demand = Demand.add(demand, n);
        if (!started && !done) {
            started = true;
            strand().<Object>attach(work.apply(meter), new Worker());
        }
        wake();
    }

    @Override
    public void cancel() {
        done = true;
        if (working != null && !worked) {
            working.cancel();
        }
    }

    @Override
    protected void run() {
        Progress latest = meter.progress();
        if (demand > 0 && !done && latest != null && !latest.equals(emitted)) {
            emitted = latest;
            if (subscriber.onNext(latest)) {
                demand = Demand.subtract(demand, 1);
            }
        }
        if (worked && !done && Objects.equals(meter.progress(), emitted)) {
            done = true;
            subscriber.onComplete();
        }
    }

    /** Receives the end of the work. */
    private final class Worker extends StrandSubscriber<Object> {

        @Override
        public void onSubscribe(StrandSubscription subscription) {
            working = subscription;
            if (done) {
                subscription.cancel();
            } else {
                subscription.request(Demand.UNBOUNDED);
            }
        }

        @Override
        public boolean onNext(Object item) {
            return true;
        }

        @Override
        public void onError(Throwable failure) {
            if (!done) {
                done = true;
                subscriber.onError(failure);
            }
        }

        @Override
        public void onComplete() {
            worked = true;
            wake();
        }
    }
}
