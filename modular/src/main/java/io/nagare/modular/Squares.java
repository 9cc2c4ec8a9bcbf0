package io.nagare.modular;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.policy.MissedTick;
import java.time.Duration;
import java.util.List;

/** A program that takes time. */
final class Squares {

    private Squares() {}

    /** The squares of 1, 2 and 3, of which each takes a second. */
    static One<List<Long>> three() {
        return Many.interval(Duration.ofSeconds(1), Duration.ofSeconds(1), MissedTick.SKIP)
                .map(tick -> (tick + 1) * (tick + 1))
                .take(3)
                .collectList();
    }
}
