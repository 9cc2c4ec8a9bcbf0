package io.nagare.engine.channel.share;

import io.nagare.Many;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;

/** Refuses a subscriber: gives it a subscription and then the failure. On the subscriber's strand. */
final class Refusal {

    private Refusal() {}

    @SuppressWarnings("unchecked") // there is no item, whatever its type
    static void of(StrandSubscriber<?> subscriber, Strand strand, Throwable reason) {
        strand.attach(Many.<Object>error(reason), (StrandSubscriber<Object>) subscriber);
    }
}
