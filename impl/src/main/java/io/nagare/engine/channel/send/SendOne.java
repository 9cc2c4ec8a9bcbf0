package io.nagare.engine.channel.send;

import io.nagare.channel.SendResult;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;

/**
 * One subscription that sends one value. The value has been sent if and only if the subscription completes. All methods
 * run on the subscriber's strand.
 */
public final class SendOne<T> extends WaitingSender<T> implements StrandSubscription {

    private final T value;
    private final StrandSubscriber<? super Void> subscriber;
    private boolean done;

    public SendOne(BoundedChannel<T> channel, T value, StrandSubscriber<? super Void> subscriber, Strand strand) {
        super(channel, strand);
        this.value = value;
        this.subscriber = subscriber;
    }

    public void start() {
        subscriber.onSubscribe(this);
        if (done) {
            return;
        }
        SendResult result = channel.trySend(value);
        if (result == SendResult.SENT) {
            complete();
        } else if (result == SendResult.FULL) {
            enter();
        } else {
            refused();
        }
    }

    @Override
    public void request(long n) {
        // There is no item.
    }

    @Override
    public void cancel() {
        done = true;
        leave();
    }

    @Override
    public void granted() {
        channel.sendReserved(value);
        complete();
    }

    private void complete() {
        done = true;
        subscriber.onComplete();
    }

    @Override
    public void refused() {
        done = true;
        subscriber.onError(closedFor("send"));
    }
}
