package io.nagare.engine.channel.send;

import io.nagare.channel.SendResult;

/** A channel whose senders wait in line for room. Any thread may call. */
public interface BoundedChannel<T> {

    /** Sends a value, if there is room and no sender waits in line. */
    SendResult trySend(T value);

    /** Puts a sender into the line. The channel wakes the sender's leaf, maybe before this returns. */
    void enter(WaitingSender<T> sender);

    /** Takes a sender out of the line, and takes back the room that was granted to it. */
    void leave(WaitingSender<T> sender);

    /** Sends a value in the room that a sender was granted. */
    void sendReserved(T value);
}
