package io.nagare.redis;

import io.nagare.Bytes;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.value.ValueCodec;
import org.jspecify.annotations.Nullable;

/** One subscription that sends one value, on its strand. It completes when the server has confirmed the value. */
final class SendSource<T> extends Leaf implements StrandSubscription {

    private static final Object CONFIRMED = new Object();

    private final Outbox outbox;
    private final ValueCodec<T> codec;
    private final T value;
    private final StrandSubscriber<? super Void> subscriber;
    private @Nullable Sending sending;

    /** Null while the message is on its way, then {@link #CONFIRMED} or the failure. */
    private volatile @Nullable Object outcome;

    private boolean done;

    SendSource(Outbox outbox, ValueCodec<T> codec, T value, StrandSubscriber<? super Void> subscriber, Strand strand) {
        super(strand);
        this.outbox = outbox;
        this.codec = codec;
        this.value = value;
        this.subscriber = subscriber;
    }

    void start() {
        subscriber.onSubscribe(this);
        if (done) {
            return;
        }
        Bytes bytes;
        try {
            bytes = codec.encode(value);
        } catch (Throwable failure) {
            if (done || subscriber.isDone()) {
                strand().driver().unseen(failure, "a codec in a stream that was cancelled");
            } else {
                done = true;
                subscriber.onError(failure);
            }
            return;
        }
        Sending message = new Sending(bytes.toArray()) {
            @Override
            void confirmed() {
                outcome = CONFIRMED;
                wake();
            }

            @Override
            void failed(Throwable failure) {
                outcome = failure;
                wake();
            }
        };
        sending = message;
        outbox.add(message);
    }

    @Override
    public void request(long n) {
        // There is no item.
    }

    @Override
    public void cancel() {
        if (!done) {
            done = true;
            if (sending != null) {
                outbox.remove(sending);
            }
        }
    }

    @Override
    protected void run() {
        Object end = outcome;
        if (done || end == null) {
            return;
        }
        done = true;
        if (end instanceof Throwable failure) {
            subscriber.onError(failure);
        } else {
            subscriber.onComplete();
        }
    }
}
