package io.nagare.engine.strand.ingress;

import org.reactivestreams.Subscription;

/** Replaces the upstream subscription of an edge that has cancelled. */
enum NoUpstream implements Subscription {
    CANCELLED;

    @Override
    public void request(long n) {}

    @Override
    public void cancel() {}
}
