package io.nagare;

/**
 * How a stream ended; see {@link Many#doFinally}.
 *
 * @since 0.1
 */
public enum Outcome {
    /** It completed. */
    COMPLETED,
    /** It failed. */
    FAILED,
    /** Its subscriber cancelled it. */
    CANCELLED
}
