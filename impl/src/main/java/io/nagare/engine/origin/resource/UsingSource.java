package io.nagare.engine.origin.resource;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.stage.EndedSubscription;
import io.nagare.engine.strand.LateFailure;
import io.nagare.policy.Release;
import io.nagare.stage.Origin;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * A stream that uses a resource. The resource is released once, at the end or on cancellation. Called on the strand.
 */
public final class UsingSource<R, T> extends StrandSubscriber<T> implements StrandSubscription {

    private final R resource;
    private final Consumer<? super R> release;
    private final boolean releasesFirst;
    private final StrandSubscriber<? super T> downstream;
    private final Strand strand;
    private @Nullable StrandSubscription upstream;
    private boolean done;

    private UsingSource(Origin.Using<R, T> origin, R resource, StrandSubscriber<? super T> downstream, Strand strand) {
        super(downstream);
        this.resource = resource;
        this.release = origin.release();
        this.releasesFirst = origin.when() == Release.BEFORE_END;
        this.downstream = downstream;
        this.strand = strand;
    }

    public static <R, T> void open(Origin.Using<R, T> origin, StrandSubscriber<? super T> downstream, Strand strand) {
        R resource;
        try {
            resource = Objects.requireNonNull(origin.acquire().call(), "using: the acquire function returned null");
        } catch (Throwable failure) {
            EndedSubscription.threw(downstream, failure);
            return;
        }
        UsingSource<R, T> source = new UsingSource<>(origin, resource, downstream, strand);
        Publisher<? extends T> publisher;
        try {
            publisher = Objects.requireNonNull(origin.use().apply(resource), "using: the use function returned null");
        } catch (Throwable failure) {
            source.releaseAfter(failure);
            EndedSubscription.threw(downstream, failure);
            return;
        }
        strand.attach(publisher, source);
    }

    @Override
    public void onSubscribe(StrandSubscription subscription) {
        upstream = subscription;
        downstream.onSubscribe(this);
    }

    @Override
    public void request(long n) {
        if (!done) {
            Objects.requireNonNull(upstream).request(n);
        }
    }

    @Override
    public void cancel() {
        if (!done) {
            done = true;
            Objects.requireNonNull(upstream).cancel();
            releaseAtLast();
        }
    }

    @Override
    public boolean takeBack(Object item) {
        return Objects.requireNonNull(upstream).takeBack(item);
    }

    @Override
    public boolean onNext(T item) {
        return downstream.onNext(item);
    }

    @Override
    public boolean isDone() {
        return done || downstream.isDone();
    }

    @Override
    public void onError(Throwable failure) {
        if (done) {
            return;
        }
        done = true;
        if (releasesFirst) {
            releaseAfter(failure);
            if (downstream.isDone()) {
                LateFailure.tell(failure, strand.driver());
            } else {
                downstream.onError(failure);
            }
        } else {
            downstream.onError(failure);
            releaseAtLast();
        }
    }

    @Override
    public void onComplete() {
        if (done) {
            return;
        }
        done = true;
        if (!releasesFirst) {
            downstream.onComplete();
            releaseAtLast();
            return;
        }
        try {
            release.accept(resource);
        } catch (Throwable failure) {
            if (downstream.isDone()) {
                strand.driver().unseen(failure, "the release function of using");
            } else {
                downstream.onError(failure);
            }
            return;
        }
        if (!downstream.isDone()) {
            downstream.onComplete();
        }
    }

    private void releaseAfter(Throwable failure) {
        try {
            release.accept(resource);
        } catch (Throwable second) {
            if (second != failure) {
                failure.addSuppressed(second);
            }
        }
    }

    /** Releases the resource after the end. Nobody downstream could see a failure any more, so the runtime is told. */
    private void releaseAtLast() {
        try {
            release.accept(resource);
        } catch (Throwable failure) {
            strand.driver().unseen(failure, "the release function of using");
        }
    }
}
