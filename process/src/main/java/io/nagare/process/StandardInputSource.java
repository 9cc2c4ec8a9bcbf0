package io.nagare.process;

import io.nagare.Bytes;
import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One subscription to the standard input, on its strand. Asks for a piece when there is demand. */
final class StandardInputSource extends Leaf implements StrandSubscription {

    /** What a piece costs of a strand's budget for items. */
    private static final int COST = 32;

    private final StandardInput input;
    private final StrandSubscriber<? super Bytes> subscriber;
    private long demand;
    private boolean emitting;
    private boolean done;
    private boolean cancelled;

    StandardInputSource(StandardInput input, StrandSubscriber<? super Bytes> subscriber, Strand strand) {
        super(strand);
        this.input = input;
        this.subscriber = subscriber;
    }

    void start() {
        boolean granted = input.begin(this);
        done = !granted;
        subscriber.onSubscribe(this);
        if (!granted && !cancelled) {
            subscriber.onError(failed("it is being read by another subscriber", null));
        }
    }

    private static ChildStreamException failed(String why, @Nullable Throwable cause) {
        return new ChildStreamException("reading stdin failed: " + why, cause);
    }

    @Override
    public void request(long n) {
        demand = Demand.add(demand, n);
        run();
    }

    @Override
    public void cancel() {
        cancelled = true;
        if (!done) {
            done = true;
            input.leave();
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
    }

    private void emit() {
        while (demand > 0 && !done) {
            Bytes piece = input.poll();
            if (piece == null) {
                if (input.hasEnded()) {
                    end();
                } else {
                    input.ask();
                }
                return;
            }
            if (subscriber.onNext(piece)) {
                demand = Demand.subtract(demand, 1);
            }
            if (!strand().spend(COST)) {
                wake();
                return;
            }
        }
    }

    private void end() {
        done = true;
        input.leave();
        IOException failure = input.failure();
        if (failure == null) {
            subscriber.onComplete();
        } else {
            subscriber.onError(failed(String.valueOf(failure.getMessage()), failure));
        }
    }
}
