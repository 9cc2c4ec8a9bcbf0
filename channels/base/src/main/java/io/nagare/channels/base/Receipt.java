package io.nagare.channels.base;

/**
 * Learns what became of a value that was sent. One of the two calls comes, once, on any thread.
 *
 * @since 0.1
 */
public interface Receipt {

    /** The server has the value. */
    void confirmed();

    /** The server has not taken the value, or nobody knows. */
    void failed(Throwable failure);
}
