package io.nagare.engine.stage.flatten;

import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.fusion.Fusion;
import io.nagare.engine.stage.Continuation;
import io.nagare.engine.stage.StageSubscriber;
import io.nagare.engine.stage.StageTraces;
import io.nagare.engine.strand.ActionLeaf;
import io.nagare.engine.strand.LateFailure;
import io.nagare.failure.ExpansionLimitException;
import io.nagare.stage.Stage;
import java.util.ArrayDeque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Emits upstream's items, then those of the publishers that the function has returned for them, in the same order:
 * breadth first. One publisher runs at a time and gets downstream's demand directly. Only publishers wait, not items,
 * because the items have gone down.
 */
public final class ExpandSubscriber<T> extends StageSubscriber<T, T> {

    private final Function<? super T, ? extends Publisher<? extends T>> expander;
    private final int capacity;
    private final Strand strand;
    private final Continuation<T> continuation;
    private final ArrayDeque<Publisher<? extends T>> waiting = new ArrayDeque<>();
    private @Nullable Leaf resume;

    /** Whether upstream or a publisher is running. */
    private boolean running = true;

    /** Whether the loop in {@link #advance()} is active. If so, an end only lets the loop go on. */
    private boolean advancing;

    public ExpandSubscriber(Stage.Expand<T> stage, StrandSubscriber<? super T> downstream, Strand strand) {
        super(downstream);
        this.expander = stage.expander();
        this.capacity = stage.capacity();
        this.strand = strand;
        this.continuation = new Continuation<>(downstream);
    }

    @Override
    public void onSubscribe(StrandSubscription subscription) {
        continuation.onSubscribe(subscription);
    }

    @Override
    public boolean onNext(T item) {
        boolean used = continuation.onNext(item);
        if (continuation.isCancelled()) {
            return used;
        }
        try {
            Publisher<? extends T> publisher = notNull(expander.apply(item), "expand: the function");
            if (!Fusion.isEmpty(publisher) && !continuation.isCancelled()) {
                if (waiting.size() == capacity) {
                    throw new ExpansionLimitException(capacity);
                }
                waiting.add(publisher);
            }
        } catch (Throwable failure) {
            StageTraces.thrownIn(this, failure);
            if (continuation.isCancelled()) {
                LateFailure.tell(failure);
            } else {
                continuation.cancel();
                continuation.onError(failure);
            }
        }
        return used;
    }

    @Override
    public boolean isDone() {
        return continuation.isDone();
    }

    @Override
    public void onError(Throwable failure) {
        continuation.onError(failure);
    }

    @Override
    public void onComplete() {
        running = false;
        continuation.pause();
        if (!advancing) {
            advance();
        }
    }

    private void advance() {
        advancing = true;
        while (!running && !continuation.isCancelled()) {
            Publisher<? extends T> next = waiting.poll();
            if (next == null) {
                continuation.onComplete();
                break;
            }
            running = true;
            strand.attach(next, this);
            if (!running && !strand.spend(1)) {
                pause();
                break;
            }
        }
        advancing = false;
    }

    /** Goes on in a later run, because the budget of this one is used up. */
    private void pause() {
        if (resume == null) {
            resume = new ActionLeaf(strand, this::advance);
        }
        resume.wake();
    }
}
