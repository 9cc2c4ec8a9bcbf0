package io.nagare.bench.report.page;

import io.nagare.bench.report.result.Results;
import java.util.List;

/** A goal of the design for some works, which the figures meet or do not meet. */
public interface Goal {

    /** The works, in words. */
    String subject();

    /** The goal, in words. */
    String wanted();

    /** The findings; empty if nothing was measured. */
    List<Finding> findings(Results results);

    /**
     * One figure that is compared with the goal.
     *
     * @param what the work, and the peer if there is one
     * @param figure the figure for people
     * @param margin how many times the goal is met; the least of all counts
     */
    record Finding(String what, String figure, double margin) {

        boolean isMet() {
            return margin >= 1;
        }
    }
}
