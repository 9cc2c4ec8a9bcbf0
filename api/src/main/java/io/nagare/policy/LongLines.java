package io.nagare.policy;

/** What becomes of a line that is longer than allowed. Its rest is never kept in memory. */
public enum LongLines {
    /** The stream fails with {@link io.nagare.LineTooLongException}. */
    FAIL,
    /** The line is emitted up to the longest length allowed, in UTF-8 without a character that would be cut in two. */
    TRUNCATE,
    /** The line is left out. */
    SKIP
}
