package io.nagare.engine.sync.scope;

import static java.util.Objects.requireNonNull;

import io.nagare.One;
import io.nagare.driver.Leaf;
import io.nagare.driver.Source;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.strand.SurroundedStrand;
import io.nagare.sync.Scope;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to a scope. It runs the body, and ends when the body and all tasks have ended. All methods run on
 * the subscriber's strand; a task that ends wakes it.
 */
public final class ScopeRun<T> extends Leaf implements StrandSubscription {

    private final Function<? super Scope, ? extends One<? extends T>> body;
    private final StrandSubscriber<? super T> downstream;
    private final @Nullable TaskScope owner;

    /** Null before the first demand. */
    private @Nullable TaskScope scope;

    private @Nullable StrandSubscription upstream;
    private @Nullable T item;
    private @Nullable Throwable failure;
    private boolean bodyDone;

    /** Whether downstream has been told of the end, or has cancelled. */
    private boolean done;

    private ScopeRun(
            Function<? super Scope, ? extends One<? extends T>> body,
            StrandSubscriber<? super T> downstream,
            Strand strand) {
        super(strand);
        this.body = body;
        this.downstream = downstream;
        this.owner = TaskScope.OWNER.get();
    }

    public static <T> Source<T> of(Function<? super Scope, ? extends One<? extends T>> body) {
        return (subscriber, strand) -> subscriber.onSubscribe(new ScopeRun<T>(body, subscriber, strand));
    }

    @Override
    public void request(long n) {
        if (scope != null || done) {
            return;
        }
        TaskScope opened = new TaskScope(owner, SurroundedStrand.localsOf(strand()), strand().driver(), this::wake);
        scope = opened;
        try {
            One<? extends T> made =
                    requireNonNull(body.apply(opened), "the body of a scope returned null instead of a One");
            strand().attach(One.<T>from(made).contextWrite(TaskScope.OWNER, opened), new Body());
        } catch (Throwable thrown) {
            fail(thrown);
            settle();
        }
    }

    @Override
    public void cancel() {
        if (!done) {
            done = true;
            stop();
            settle();
        }
    }

    /** Cancels the body and aborts the tasks. */
    private void stop() {
        if (!bodyDone) {
            bodyDone = true;
            if (upstream != null) {
                upstream.cancel();
            }
        }
        if (scope != null) {
            scope.abortForGood();
        }
    }

    private void fail(Throwable cause) {
        if (done) {
            if (owner == null || !owner.adopt(cause)) {
                strand().driver().unseen(cause, "a task of a scope that was cancelled");
            }
        } else if (failure == null) {
            failure = cause;
            stop();
        } else if (failure != cause) {
            failure.addSuppressed(cause);
        }
    }

    @Override
    protected void run() {
        if (scope != null) {
            for (Throwable cause = scope.pollFailure(); cause != null; cause = scope.pollFailure()) {
                fail(cause);
            }
            settle();
        }
    }

    /** Ends the scope if nothing runs any more, and then signals the end to downstream. */
    private void settle() {
        if (!bodyDone || scope == null || !scope.tryEnd()) {
            return;
        }
        T result = item;
        item = null;
        if (done || failure != null) {
            strand().discard(result);
            scope.discardUnclaimed();
        }
        if (done) {
            return;
        }
        if (failure != null) {
            done = true;
            downstream.onError(failure);
            return;
        }
        if (result != null) {
            downstream.onNext(result);
        }
        if (!done) {
            done = true;
            downstream.onComplete();
        }
    }

    private final class Body extends StrandSubscriber<T> {

        @Override
        public void onSubscribe(StrandSubscription subscription) {
            if (bodyDone) {
                subscription.cancel();
                return;
            }
            upstream = subscription;
            subscription.request(1);
        }

        @Override
        public boolean onNext(T next) {
            item = next;
            return true;
        }

        @Override
        public void onError(Throwable cause) {
            bodyDone = true;
            fail(cause);
            settle();
        }

        @Override
        public void onComplete() {
            bodyDone = true;
            settle();
        }
    }
}
