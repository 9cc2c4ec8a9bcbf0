package io.nagare.nats;

/** A question about what a stream holds. Any thread calls it, once. */
interface StreamQuestion {

    void answered(Extent extent);

    void failed(Throwable failure);
}
