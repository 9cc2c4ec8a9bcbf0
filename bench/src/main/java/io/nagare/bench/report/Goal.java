package io.nagare.bench.report;

import java.util.List;

/** What the design asks of some works, and whether the figures show it. */
interface Goal {

    /** Which works. */
    String subject();

    /** What is asked, in words. */
    String wanted();

    /** What was measured; empty if it was not. */
    List<Finding> findings(Results results);

    /**
     * One figure that is held against the goal.
     *
     * @param what the work, and the peer if there is one
     * @param figure for people
     * @param margin how many times what is asked; the least counts
     */
    record Finding(String what, String figure, double margin) {

        boolean isMet() {
            return margin >= 1;
        }
    }
}
