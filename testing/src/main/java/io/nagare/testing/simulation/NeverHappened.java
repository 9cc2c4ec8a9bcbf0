package io.nagare.testing.simulation;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Faults that a test has given a probability, and that had no occasion in any of its histories. Such a test checks less
 * than it seems to.
 */
final class NeverHappened {

    private long histories;
    private @Nullable Set<String> common;

    /** Notes the faults that had no occasion in one history. */
    void add(List<String> without) {
        histories++;
        if (common == null) {
            common = new LinkedHashSet<>(without);
        } else {
            common.retainAll(without);
        }
    }

    /** Says which faults had no occasion in any history. */
    void tell() {
        if (common != null && !common.isEmpty()) {
            System.err.println("faults that could happen in none of the histories (" + histories + "): "
                    + String.join("; ", common));
        }
    }
}
