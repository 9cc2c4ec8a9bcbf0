package io.nagare.engine.channel.mpsc;

import io.nagare.channel.MpscSlot;
import io.nagare.channel.SendResult;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.channel.send.WaitingSender;

/** One subscription that reserves room for one value. All methods run on the subscriber's strand. */
final class MpscReserve<T> extends WaitingSender<T> implements StrandSubscription {

    private final QueueMpsc<T> queue;
    private final StrandSubscriber<? super MpscSlot<T>> subscriber;
    private boolean begun;
    private boolean done;

    MpscReserve(QueueMpsc<T> queue, StrandSubscriber<? super MpscSlot<T>> subscriber, Strand strand) {
        super(queue, strand);
        this.queue = queue;
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
        SendResult result = queue.tryReserveRoom();
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
    public void granted() {
        subscriber.onNext(new ReservedSlot<>(queue));
        if (!done) {
            done = true;
            subscriber.onComplete();
        }
    }

    @Override
    public void refused() {
        done = true;
        subscriber.onError(closedFor("reserve"));
    }
}
