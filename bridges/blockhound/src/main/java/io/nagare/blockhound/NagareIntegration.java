package io.nagare.blockhound;

import io.nagare.Nagare;
import java.util.List;
import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * Makes BlockHound refuse blocking calls on the workers of every runtime, and let pass the places where a worker itself
 * waits: for work, for a moment at a lock that is held for a few steps, and for a value that another thread is just
 * storing. {@code BlockHound.install()} finds this class as a service and calls it once.
 */
public final class NagareIntegration implements BlockHoundIntegration {

    private static final String ENGINE = "io.nagare.engine.";

    /** A method in which a worker may wait. */
    record Place(String type, String method) {}

    /** None of these calls a function of a user. */
    static final List<Place> PLACES = List.of(
            new Place("io.nagare.driver.ShortLock", "lock"),
            new Place(ENGINE + "channel.mpsc.MpscReceiver", "find"),
            new Place(ENGINE + "channel.ring.Ring", "valuesFrom"),
            new Place(ENGINE + "channel.ring.RingReader", "isAboutToBeThere"),
            new Place(ENGINE + "poll.OwnerFlag", "acquire"),
            new Place(ENGINE + "poll.SelectorPoller", "block"),
            new Place(ENGINE + "poll.SelectorPoller", "select"),
            new Place(ENGINE + "queue.Contention", "giveWay"),
            new Place(ENGINE + "queue.SpinLock", "lock"),
            new Place(ENGINE + "scheduler.base.AbstractScheduler", "giveConsumerItsTurn"),
            new Place(ENGINE + "scheduler.base.InjectionQueue", "tryLock"),
            new Place(ENGINE + "scheduler.base.Patience", "finds"),
            new Place(ENGINE + "scheduler.stealing.Polls", "rest"),
            // Reads a class file, once for each place: what a class loader does, which BlockHound lets pass, too.
            new Place(ENGINE + "specialize.ClassCopier", "read"),
            // Finds an engine as a service, once, on the thread that comes first.
            new Place("io.nagare.stage.FoundEngine", "find"));

    /** Called by the service loader. */
    public NagareIntegration() {}

    /** Called by BlockHound. */
    @Override
    public void applyTo(BlockHound.Builder builder) {
        // Finds the engine now, and not when BlockHound asks for the first time, on whatever thread that is.
        Nagare.isWorker(Thread.currentThread());
        builder.nonBlockingThreadPredicate(others -> others.or(Nagare::isWorker));
        PLACES.forEach(place -> builder.allowBlockingCallsInside(place.type(), place.method()));
    }
}
