package io.nagare.bench.report.turn;

import io.nagare.bench.report.result.Group;

/**
 * How much time the measurements take.
 *
 * @param quick whether only some of the works are done
 * @param rounds the number of rounds, except for what JMH measures
 * @param startRounds the number of rounds of processes that are measured while they start
 * @param jmhRounds the number of rounds of what JMH measures, each in a fork of its own
 * @param yardWarmUpSeconds the warm-up of the works of the yardstick; the one on Tokio has a second of its own
 * @param yardSeconds how long a work of the yardstick is measured; on Tokio three seconds
 * @param forkWarmUps the number of iterations of JMH, of 200 ms each, before it measures
 * @param forkIterations the number of iterations of JMH, of 200 ms each, that count
 * @param warmUpSeconds after which a server in a JVM is measured even if its compilers are still at work
 * @param loadSeconds how long a load counts
 */
public record Effort(
        boolean quick,
        int rounds,
        int startRounds,
        int jmhRounds,
        int yardWarmUpSeconds,
        int yardSeconds,
        int forkWarmUps,
        int forkIterations,
        int warmUpSeconds,
        double loadSeconds) {

    /** About two hours. */
    public static Effort full() {
        return new Effort(false, 3, 11, 2, 2, 1, 5, 4, 30, 3);
    }

    /** About ten minutes. */
    public static Effort fast() {
        return new Effort(true, 1, 3, 1, 1, 1, 4, 3, 6, 1);
    }

    /** The effort of a check, with the given number of rounds. */
    public static Effort check(int rounds) {
        return new Effort(false, rounds, rounds, rounds, 1, 1, 5, 4, 10, 2);
    }

    public Effort withRounds(int number) {
        return new Effort(
                quick,
                number,
                number,
                number,
                yardWarmUpSeconds,
                yardSeconds,
                forkWarmUps,
                forkIterations,
                warmUpSeconds,
                loadSeconds);
    }

    /** The number of rounds of a group. */
    public int rounds(Group group) {
        if (group.isUnderJmh()) {
            return jmhRounds;
        }
        return group == Group.STARTUP ? startRounds : rounds;
    }

    @Override
    public String toString() {
        String version = quick ? "quick version: short warm-ups, some of the works" : "full version";
        return version + ", rounds: " + rounds + " (under JMH: " + jmhRounds + ", starts: " + startRounds + ")";
    }
}
