package io.nagare.fs.watch;

import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.fs.contract.FileChange;
import io.nagare.fs.contract.FileOperationException;
import io.nagare.fs.work.LoadedClasses;
import java.nio.file.Path;
import java.util.concurrent.RejectedExecutionException;

/** One subscription to changes, on its strand: hands out what its {@link Watch} has got. Nothing is watched before there is demand. */
public final class WatchSource extends Leaf implements StrandSubscription {

    private final StrandSubscriber<? super FileChange> subscriber;
    private final Watch watch;

    private long demand;
    private boolean started;
    private boolean emitting;
    private boolean done;

    public WatchSource(Path watched, WatchScope scope, StrandSubscriber<? super FileChange> subscriber, Strand strand) {
        super(strand);
        this.subscriber = subscriber;
        this.watch = new Watch(watched, scope, this);
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
            begin();
        }
        run();
    }

    private void begin() {
        try {
            strand().driver().blocking(watch::begin);
        } catch (RejectedExecutionException refused) {
            done = true;
            subscriber.onError(watch.failed(refused));
        }
    }

    @Override
    public void cancel() {
        if (!done) {
            leave();
        }
    }

    @Override
    protected void run() {
        if (done || emitting) {
            return;
        }
        emitting = true;
        emit();
        emitting = false;
        if (!done && watch.hasEnded()) {
            FileOperationException failure = watch.failure();
            leave();
            if (failure == null) {
                subscriber.onComplete();
            } else {
                subscriber.onError(failure);
            }
        }
    }

    private void emit() {
        while (demand > 0 && !done) {
            FileChange change = watch.poll();
            if (change == null) {
                return;
            }
            if (subscriber.onNext(change)) {
                demand = Demand.subtract(demand, 1);
            }
            if (!strand().spend(1)) {
                wake();
                return;
            }
        }
    }

    private void leave() {
        done = true;
        watch.close();
        if (!started) {
            return;
        }
        try {
            strand().driver().mandatoryBlocking(watch::unregister);
        } catch (RejectedExecutionException noThread) {
            watch.unregister();
        }
    }
}
