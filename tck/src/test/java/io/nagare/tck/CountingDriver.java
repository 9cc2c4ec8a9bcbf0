package io.nagare.tck;

import io.nagare.driver.Source;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;

/** What a driver's author would write: hands on what another publisher emits. */
record CountingDriver(long n) implements Source<Integer> {

    @Override
    public void subscribe(StrandSubscriber<? super Integer> subscriber, Strand strand) {
        strand.attach(Upstream.OURS.items(n), subscriber);
    }
}
