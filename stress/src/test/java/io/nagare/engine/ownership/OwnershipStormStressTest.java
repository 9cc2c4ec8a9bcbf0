package io.nagare.engine.ownership;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The long storm: a million pipelines on shared runtimes, and a tenth as many on runtimes that are closed under them.
 * The system property {@code nagare.ownership.count} replaces the million. The system property {@code
 * nagare.ownership.seed} gives the first seed; the default is one.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS)
class OwnershipStormStressTest {

    private static final long COUNT = Long.getLong("nagare.ownership.count", 1_000_000);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyTokenHasOneFate(boolean closing) throws Exception {
        try (OwnershipStorm storm = new OwnershipStorm(closing)) {
            long count = closing ? COUNT / 10 : COUNT;
            assertEquals(List.of(), storm.rage(Long.getLong("nagare.ownership.seed", 1), count, 1));
            System.out.println(count + " pipelines, " + storm.tokens() + " tokens" + (closing ? ", closing" : ""));
        }
    }
}
