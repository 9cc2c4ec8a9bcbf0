package io.nagare.engine.channel.send;

import io.nagare.channel.SendResult;

/** A channel in which senders wait in line for room. Any thread may call. */
public interface TurnedChannel<T> {

    /** Sends a value, if there is room and no sender waits in line. */
    SendResult trySend(T value);

    /** Puts a turn into the line. The channel wakes the turn's leaf, maybe before this returns. */
    void enter(Turn<T> turn);

    /** Takes a turn out of the line, and takes back the room that was granted to it. */
    void leave(Turn<T> turn);

    /** Sends a value for which a turn was granted. */
    void sendReserved(T value);
}
