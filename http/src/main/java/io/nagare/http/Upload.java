package io.nagare.http;

import io.nagare.Bytes;
import io.nagare.driver.Leaf;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Sends a body once: subscribes to the program's publisher on the strand, and hands its bytes to the JDK's client. The
 * client's threads ask for bytes; all else happens on the strand.
 */
final class Upload extends Leaf implements Flow.Subscription {

    private final Uploads uploads;
    private final Flow.Subscriber<? super ByteBuffer> target;
    private final AtomicLong requested = new AtomicLong();
    private volatile boolean refused;

    private @Nullable StrandSubscription upstream;
    private boolean begun;

    /** Volatile, because a thread of the client may start another upload meanwhile. Only the strand writes it. */
    private volatile boolean done;

    Upload(Uploads uploads, Flow.Subscriber<? super ByteBuffer> target) {
        super(uploads.strand());
        this.uploads = uploads;
        this.target = target;
    }

    boolean isDone() {
        return done;
    }

    /** Asks for bytes. The client's threads call it. */
    @Override
    public void request(long n) {
        requested.accumulateAndGet(n, (waiting, more) -> waiting + more < 0 ? Long.MAX_VALUE : waiting + more);
        wake();
    }

    /** Stops the upload. The client's threads call it. */
    @Override
    public void cancel() {
        refused = true;
        wake();
    }

    @Override
    protected void run() {
        if (done) {
            return;
        }
        if (uploads.isCancelled() || refused) {
            stop();
            uploads.ended();
            return;
        }
        if (!begun) {
            begun = true;
            begin();
        }
        StrandSubscription from = upstream;
        long more = requested.getAndSet(0);
        if (from != null && more > 0 && !done) {
            from.request(more);
        }
    }

    private void begin() {
        uploads.begun();
        target.onSubscribe(this);
        try {
            strand().attach(uploads.body().open(), new Receiver());
        } catch (Throwable notOpened) {
            fail(notOpened);
        }
    }

    /** Gives up the program's publisher. Called on the strand. */
    void stop() {
        if (!done) {
            done = true;
            if (upstream != null) {
                upstream.cancel();
            }
        }
    }

    private void fail(Throwable failure) {
        done = true;
        uploads.failed(failure);
        target.onError(failure);
        uploads.ended();
    }

    /** Receives what the program's publisher emits. */
    private final class Receiver extends StrandSubscriber<Bytes> {

        @Override
        public void onSubscribe(StrandSubscription subscription) {
            upstream = subscription;
            if (done) {
                subscription.cancel();
            }
        }

        @Override
        public boolean onNext(Bytes bytes) {
            if (bytes.isEmpty()) {
                return false;
            }
            try {
                uploads.sent(bytes.length());
            } catch (Throwable thrown) {
                if (done) {
                    strand().driver().unseen(thrown, "a function of a request that was cancelled");
                } else {
                    stop();
                    fail(thrown);
                }
                return true;
            }
            if (done) {
                return true;
            }
            target.onNext(bytes.asByteBuffer());
            return true;
        }

        @Override
        public void onError(Throwable failure) {
            fail(failure);
        }

        @Override
        public void onComplete() {
            Throwable wrong = uploads.wrongEnd();
            if (wrong != null) {
                fail(wrong);
                return;
            }
            done = true;
            target.onComplete();
            uploads.ended();
        }
    }
}
