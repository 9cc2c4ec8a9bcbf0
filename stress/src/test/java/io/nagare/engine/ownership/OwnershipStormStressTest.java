package io.nagare.engine.ownership;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The long storm: a million pipelines on shared runtimes and a tenth as many whose runtimes are closed under them, or
 * as many as the system property {@code nagare.ownership.count} says. The first seed is that of the property {@code
 * nagare.ownership.seed}, else one.
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
