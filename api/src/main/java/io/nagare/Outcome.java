package io.nagare;

/** How a stream ended; see {@link Many#doFinally}. */
public enum Outcome {
    /** It completed. */
    COMPLETED,
    /** It failed. */
    FAILED,
    /** Its subscriber cancelled it. */
    CANCELLED
}
