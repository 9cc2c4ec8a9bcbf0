package io.nagare.policy;

/**
 * What happens to a line that is longer than allowed. The rest of such a line is never kept in memory.
 *
 * @since 0.1
 */
public enum LongLines {
    /** Fails the stream with {@link io.nagare.failure.LineTooLongException}. */
    FAIL,
    /** Emits the line up to the length allowed. In UTF-8, leaves out a last character that would be cut in two. */
    TRUNCATE,
    /** Drops the line. */
    SKIP
}
