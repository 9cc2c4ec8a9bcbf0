package io.nagare.failure;

import io.nagare.Many;
import io.nagare.One;
import java.util.List;

/**
 * There was no item where one is needed: in a stream ({@link Many#single}), or in all of several sources ({@link
 * One#firstValue}). The failures of the sources are suppressed in this exception, in the order in which they came.
 *
 * @since 0.1
 */
public final class NoValueException extends NagareException {

    private static final long serialVersionUID = 1L;

    private final int empty;

    /** Makes the exception for several sources: some have failed, and {@code empty} have completed without an item. */
    public NoValueException(List<? extends Throwable> failures, int empty) {
        super("firstValue: none of " + (failures.size() + empty) + " sources had an item: " + failures.size()
                + " failed, " + empty + " were empty");
        this.empty = empty;
        failures.forEach(this::addSuppressed);
    }

    /** Makes the exception for a stream that was empty. */
    public NoValueException() {
        super("single expects one item, but there was none; singleOrEmpty() allows that");
        this.empty = 1;
    }

    /** How many sources completed without an item. */
    public int empty() {
        return empty;
    }
}
