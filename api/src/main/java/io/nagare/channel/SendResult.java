package io.nagare.channel;

/** How an attempt to send without waiting went. */
public enum SendResult {
    /** The channel has the value. */
    SENT,
    /** There is no room, or others wait for room and must not be overtaken; the value still belongs to the caller. */
    FULL,
    /** The channel, or the sender, is closed; the value still belongs to the caller. */
    CLOSED
}
