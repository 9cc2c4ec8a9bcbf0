package io.nagare.channels.base;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.policy.Flatten;
import io.nagare.policy.Overflow;
import io.nagare.stage.Programs;
import io.nagare.value.ValueCodec;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * One subscription that sends one value, on its strand. It completes when the server has confirmed the value.
 *
 * @param <T> the type of the value
 * @since 0.1
 */
public final class SendSource<T> extends Leaf implements StrandSubscription, Receipt {

    private static final Object CONFIRMED = new Object();

    private final Outbox<?> outbox;
    private final ValueCodec<T> codec;
    private final T value;
    private final StrandSubscriber<? super Void> subscriber;
    private @Nullable Sending sending;

    /** Null while the value is on its way, then {@link #CONFIRMED} or the failure. */
    private volatile @Nullable Object outcome;

    private boolean done;

    private SendSource(
            Outbox<?> outbox, ValueCodec<T> codec, T value, StrandSubscriber<? super Void> subscriber, Strand strand) {
        super(strand);
        this.outbox = outbox;
        this.codec = codec;
        this.value = value;
        this.subscriber = subscriber;
    }

    /** Sends a value once for each subscription. It needs no demand, as it emits nothing. */
    public static <T> One<Void> one(Outbox<?> outbox, ValueCodec<T> codec, T value) {
        return Programs.drivenOne((StrandSubscriber<? super Void> subscriber, Strand strand) ->
                new SendSource<>(outbox, codec, value, subscriber, strand).start());
    }

    /** Sends the items of a publisher, some of them at once. It needs no demand, as it emits nothing. */
    public static <T> One<Void> all(Publisher<? extends T> values, Function<T, One<Void>> send, int atOnce) {
        Flatten some = Flatten.concurrency(atOnce).ordered();
        return Many.<T>from(values).flatMap(send, some).onOverflow(Overflow.fail(1)).then();
    }

    private void start() {
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
        sending = outbox.send(bytes.toArray(), this);
    }

    // From any thread.

    @Override
    public void confirmed() {
        outcome = CONFIRMED;
        wake();
    }

    @Override
    public void failed(Throwable failure) {
        outcome = failure;
        wake();
    }

    // On the strand.

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
