package io.nagare.policy;

/**
 * When {@code using} gives its resource back, seen from the end of the stream. On cancellation it is given back in
 * either case.
 */
public enum Release {
    /**
     * Before completion or failure is passed on: if that fails, so does the stream, or the failure has it suppressed.
     */
    BEFORE_END,
    /** After completion or failure was passed on: if that fails, the runtime is told. */
    AFTER_END
}
