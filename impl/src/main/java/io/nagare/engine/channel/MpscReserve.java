package io.nagare.engine.channel;

import io.nagare.channel.MpscSlot;
import io.nagare.channel.SendResult;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;

/** One subscription that asks for room for one value. */
final class MpscReserve<T> extends MpscTurn<T> implements StrandSubscription {

    private final StrandSubscriber<? super MpscSlot<T>> subscriber;
    private boolean begun;
    private boolean done;

    MpscReserve(QueueMpsc<T> channel, StrandSubscriber<? super MpscSlot<T>> subscriber, Strand strand) {
        super(channel, strand);
        this.subscriber = subscriber;
    }

    void start() {
        subscriber.onSubscribe(this);
    }

    @Override
    public void request(long n) {
        if (begun || done) {
            return;
        }
        begun = true;
        SendResult result = channel.tryReserveRoom();
        if (result == SendResult.SENT) {
            granted();
        } else if (result == SendResult.FULL) {
            enter();
        } else {
            refused();
        }
    }

    @Override
    public void cancel() {
        done = true;
        leave();
    }

    @Override
    void granted() {
        subscriber.onNext(new ReservedSlot<>(channel));
        if (!done) {
            done = true;
            subscriber.onComplete();
        }
    }

    @Override
    void refused() {
        done = true;
        subscriber.onError(QueueMpsc.closedFor("reserve"));
    }
}
