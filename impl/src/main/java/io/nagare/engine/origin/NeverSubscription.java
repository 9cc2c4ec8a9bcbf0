package io.nagare.engine.origin;

import io.nagare.driver.StrandSubscription;

/** The subscription of a source that never signals. */
final class NeverSubscription implements StrandSubscription {

    @Override
    public void request(long n) {}

    @Override
    public void cancel() {}
}
