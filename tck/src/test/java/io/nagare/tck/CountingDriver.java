package io.nagare.tck;

import io.nagare.driver.Source;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;

/** A driver as a user would write one: passes the items of another publisher on. */
record CountingDriver(long n) implements Source<Integer> {

    @Override
    public void subscribe(StrandSubscriber<? super Integer> subscriber, Strand strand) {
        strand.attach(Upstream.OURS.items(n), subscriber);
    }
}
