package io.nagare.engine.channel;

import io.nagare.channel.SendResult;

/** A channel in which those who wait for room stand in line. Any thread may call. */
interface TurnedChannel<T> {

    /** Sends if that can be done without waiting or overtaking. */
    SendResult trySend(T value);

    /** Waits for room. The turn is told through its leaf, maybe before this returns. */
    void enter(Turn<T> turn);

    /** Waits no longer, and gives back what was granted. */
    void leave(Turn<T> turn);

    /** Sends a value for which a turn was granted. */
    void sendReserved(T value);
}
