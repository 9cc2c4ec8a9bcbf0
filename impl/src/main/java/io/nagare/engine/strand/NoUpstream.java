package io.nagare.engine.strand;

import org.reactivestreams.Subscription;

/** Stands where the subscription was that an edge has cancelled. */
enum NoUpstream implements Subscription {
    CANCELLED;

    @Override
    public void request(long n) {}

    @Override
    public void cancel() {}
}
