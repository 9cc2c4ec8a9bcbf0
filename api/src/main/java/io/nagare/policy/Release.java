package io.nagare.policy;

/**
 * When {@code using} releases its resource, relative to the end of the stream. On cancellation it is released in both
 * cases.
 *
 * @since 0.1
 */
public enum Release {
    /**
     * Releases before completion or failure is passed on. A failed release fails the stream. If the stream has failed
     * itself, the release's failure is suppressed in the stream's failure.
     */
    BEFORE_END,
    /** Releases after completion or failure was passed on. A failed release goes to the runtime's failure handler. */
    AFTER_END
}
