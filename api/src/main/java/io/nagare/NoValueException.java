package io.nagare;

import java.util.List;

/** None of several sources had an item. The failures of those that failed are suppressed by this, in the order in which they came. */
public final class NoValueException extends NagareException {

    private static final long serialVersionUID = 1L;

    private final int empty;

    /** Some sources have failed so, and that many have completed without an item. */
    public NoValueException(List<? extends Throwable> failures, int empty) {
        super("firstValue: none of " + (failures.size() + empty) + " sources had an item: " + failures.size() + " failed, "
                + empty + " were empty");
        this.empty = empty;
        failures.forEach(this::addSuppressed);
    }

    /** How many sources completed without an item. */
    public int empty() {
        return empty;
    }
}
