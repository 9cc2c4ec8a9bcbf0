package io.nagare.engine.channel;

import io.nagare.Many;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;

/** Tells a subscriber that there is nothing for it, in the order that the protocol asks for. */
final class Refusal {

    private Refusal() {}

    @SuppressWarnings("unchecked") // there is no item, whatever its type
    static void of(StrandSubscriber<?> subscriber, Strand strand, Throwable reason) {
        strand.attach(Many.<Object>error(reason), (StrandSubscriber<Object>) subscriber);
    }
}
