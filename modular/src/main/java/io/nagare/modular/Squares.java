package io.nagare.modular;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.policy.MissedTick;
import java.time.Duration;
import java.util.List;

/** A program that takes time. Run as a main class, it does so faster and prints the result. */
public final class Squares {

    private Squares() {}

    /** The squares of 1, 2 and 3, each after such a time. */
    static One<List<Long>> three(Duration each) {
        return Many.interval(each, each, MissedTick.SKIP)
                .map(tick -> (tick + 1) * (tick + 1))
                .take(3)
                .collectList();
    }

    /** Prints them. */
    public static void main(String[] args) {
        System.out.println(three(Duration.ofMillis(1)).block());
    }
}
