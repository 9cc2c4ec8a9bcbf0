package io.nagare.nats;

/** Something that is asked on each link until there is an answer. Any thread calls it; a call must be quick. */
interface StreamQuestion {

    /** Asks, perhaps again. Whoever gets the answer calls {@link StreamHandle#withdraw}. */
    void on(Link link);

    /** There will be no answer. */
    void failed(Throwable failure);
}
