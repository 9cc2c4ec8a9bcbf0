package io.nagare.engine.strand.crossing;

import io.nagare.engine.strand.ScheduledStrand;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;

/** The upstream subscription of an {@link Arrival}. Another strand sends the items. */
interface Departure extends Subscription {

    /** The sending strand, or null if the sender is no strand that has runs. */
    @Nullable ScheduledStrand sender();
}
