package io.nagare.channel;

/**
 * The result of an attempt to send without waiting.
 *
 * @since 0.1
 */
public enum SendResult {
    /** The channel has the value. */
    SENT,
    /**
     * There is no room, or other senders wait for it and must not be overtaken. The value still belongs to the caller.
     */
    FULL,
    /** The channel or the sender is closed. The value still belongs to the caller. */
    CLOSED
}
