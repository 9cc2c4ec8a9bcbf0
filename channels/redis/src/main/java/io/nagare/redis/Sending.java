package io.nagare.redis;

/**
 * A value on its way to a channel. The outbox's lock guards the fields. The two calls come from any thread, once
 * together.
 */
abstract class Sending {

    final byte[] body;

    /** Given when this is sent for the first time, and the same ever after: the server knows a value by it. */
    long counter;

    /** Whether nobody waits for this any more. */
    boolean over;

    Sending(byte[] body) {
        this.body = body;
    }

    /** The server has it. */
    abstract void confirmed();

    /** The server has not taken it, or nobody knows. */
    abstract void failed(Throwable failure);
}
