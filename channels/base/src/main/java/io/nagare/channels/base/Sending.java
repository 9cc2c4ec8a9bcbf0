package io.nagare.channels.base;

/**
 * A value on its way to a channel. The outbox's lock guards it.
 *
 * @since 0.1
 */
public class Sending {

    private final byte[] body;
    private final Receipt receipt;
    private boolean over;

    /** Makes a value that was not sent yet. */
    protected Sending(byte[] body, Receipt receipt) {
        this.body = body;
        this.receipt = receipt;
    }

    /** The value's bytes, which nobody changes. */
    public final byte[] body() {
        return body;
    }

    /** What learns of the end. Called outside of the lock. */
    public final Receipt receipt() {
        return receipt;
    }

    /** Whether nobody waits for this any more. */
    public final boolean isOver() {
        return over;
    }

    final void giveUp() {
        over = true;
    }
}
