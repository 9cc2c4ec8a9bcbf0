package io.nagare.engine.ownership;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A short storm. The stress module has the long one. System properties that begin with {@code nagare.ownership.} choose
 * the pipelines: {@code seed} is the first seed. {@code count} is the number of pipelines on shared runtimes.
 * {@code closing} is the number of pipelines on runtimes that are closed under them. {@code times} says how often each
 * pipeline is played.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS)
class OwnershipStormTest {

    private static final long SEED = Long.getLong("nagare.ownership.seed", 1);
    private static final long COUNT = Long.getLong("nagare.ownership.count", 12_000);
    private static final long CLOSING = Long.getLong("nagare.ownership.closing", 2_000);
    private static final int TIMES = Integer.getInteger("nagare.ownership.times", 1);

    @Test
    void everyTokenHasOneFate() throws Exception {
        play(false, COUNT);
    }

    @Test
    void alsoWhenTheRuntimesAreClosed() throws Exception {
        play(true, CLOSING);
    }

    private static void play(boolean closing, long count) throws Exception {
        try (OwnershipStorm storm = new OwnershipStorm(closing)) {
            assertEquals(List.of(), storm.rage(SEED, count, TIMES));
        }
    }
}
