package io.nagare.engine.strand;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;

/** The subscription that an {@link Arrival} has to what another strand sends. */
interface Departure extends Subscription {

    /** The strand that sends; null if that is not one that has runs. */
    @Nullable ScheduledStrand sender();
}
