package io.nagare.engine.strand.crossing;

import io.nagare.driver.Driver;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.scheduler.Schedulers;
import io.nagare.engine.strand.Branches;
import io.nagare.engine.strand.SurroundedStrand;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;

/**
 * Leads a stream from one strand to another: out of the first through an {@link Egress}, into the second through an
 * {@link Arrival}. The arrival's ring is the queue between them.
 */
public final class Crossing {

    private Crossing() {}

    /** Serves a subscriber from a new strand of the given runtime. Called on any thread. */
    public static <T> void serve(Subscriber<? super T> subscriber, Publisher<? extends T> source, Driver runtime) {
        Egress.spawn(subscriber, source, Schedulers.of(runtime));
    }

    /**
     * Subscribes to the source on a new strand of the given runtime; its signals arrive on the given strand. Called on
     * the given strand.
     *
     * @param prefetch how many items may be between the two strands, at least 1
     */
    public static <T> void open(
            Publisher<? extends T> source,
            Driver runtime,
            int prefetch,
            StrandSubscriber<? super T> subscriber,
            Strand strand) {
        Arrival<T> arrival = new Arrival<>(subscriber, strand, prefetch);
        if (!arrival.begin()) {
            Branches.giveUp(source);
            return;
        }
        try {
            serve(arrival, SurroundedStrand.carry(source, strand), runtime);
        } catch (Throwable failure) {
            arrival.onError(failure);
        }
    }
}
