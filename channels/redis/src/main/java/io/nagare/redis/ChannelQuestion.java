package io.nagare.redis;

/** Something that is asked on each link until there is an answer. Any thread calls it; a call must be quick. */
interface ChannelQuestion {

    /** Asks, perhaps again. Whoever gets the answer calls {@link Questions#withdraw}. */
    void on(Link link);

    /** There will be no answer. */
    void failed(Throwable failure);
}
