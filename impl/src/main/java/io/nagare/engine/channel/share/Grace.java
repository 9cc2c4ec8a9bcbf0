package io.nagare.engine.channel.share;

import io.nagare.One;
import io.nagare.driver.Driver;
import io.nagare.engine.strand.crossing.Crossing;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * The time for which a shared source without subscribers is kept. The timer fires on a strand of its own; any thread
 * may cancel it.
 */
final class Grace implements Subscriber<Void> {

    private final SharedConnection<?> connection;

    // Each side writes its own field and then reads the other. Both are volatile, so at least one side sees both
    // values.
    private volatile @Nullable Subscription timer;
    private volatile boolean cancelled;

    Grace(SharedConnection<?> connection) {
        this.connection = connection;
    }

    void start(Duration time, Driver runtime) {
        Crossing.serve(this, One.delay(time), runtime);
    }

    void cancel() {
        cancelled = true;
        Subscription running = timer;
        if (running != null) {
            running.cancel();
        }
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        timer = subscription;
        if (cancelled) {
            subscription.cancel();
        }
    }

    @Override
    public void onNext(Void nothing) {
        // A delay has no item.
    }

    /** Called when the runtime is closed. */
    @Override
    public void onError(Throwable failure) {
        connection.abandonIfIdle(this);
    }

    @Override
    public void onComplete() {
        connection.abandonIfIdle(this);
    }
}
