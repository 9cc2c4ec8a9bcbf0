package io.nagare.bench.report;

/**
 * How much time is taken.
 *
 * @param quick whether only some of the works are done
 * @param rounds of everything but operators and edges
 * @param jmhRounds of operators and edges, each of which has a fork of its own
 * @param yardWarmUpSeconds of the works of the yardstick; the one on Tokio has a second of its own
 * @param yardSeconds that count; on Tokio three
 * @param forkWarmUps iterations of JMH before it measures
 * @param forkIterations iterations of JMH that count, of 200 ms as those of the warm-up
 * @param warmUpSeconds after which a server in a JVM is measured even if its compilers are still at work
 * @param loadSeconds that count
 */
record Effort(
        boolean quick,
        int rounds,
        int jmhRounds,
        int yardWarmUpSeconds,
        int yardSeconds,
        int forkWarmUps,
        int forkIterations,
        int warmUpSeconds,
        double loadSeconds) {

    /** About two hours. */
    static Effort full() {
        return new Effort(false, 3, 2, 2, 1, 5, 4, 30, 3);
    }

    /** About ten minutes. */
    static Effort fast() {
        return new Effort(true, 1, 1, 1, 1, 4, 3, 6, 1);
    }

    /** What a check takes for a round of each work. */
    static Effort check(int rounds) {
        return new Effort(false, rounds, rounds, 1, 1, 5, 4, 10, 2);
    }

    Effort withRounds(int number) {
        return new Effort(
                quick,
                number,
                number,
                yardWarmUpSeconds,
                yardSeconds,
                forkWarmUps,
                forkIterations,
                warmUpSeconds,
                loadSeconds);
    }

    @Override
    public String toString() {
        String version = quick ? "quick version: short warm-ups, some of the works" : "full version";
        return version + ", rounds: " + rounds + " (operators and edges: " + jmhRounds + ")";
    }
}
