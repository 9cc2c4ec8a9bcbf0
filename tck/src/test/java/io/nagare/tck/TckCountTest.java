package io.nagare.tck;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/**
 * Fails if the TCK executed fewer tests than at the time of writing. It runs in a JVM of its own, after the one with
 * the TCK. A change that adds rows must raise the number.
 */
class TckCountTest {

    /**
     * The TCK skips tests that it cannot verify, and tests for which a stream has too few items. They do not count
     * here.
     */
    private static final int EXECUTED_AT_LEAST = 9_166;

    /**
     * The largest share of skipped tests, in percent. Of the tests for a {@code One} the TCK skips more than half,
     * because a {@code One} has too few items. Without a nats-server or a redis-server all tests of its
     * channels are skipped.
     */
    private static final int MOST_SKIPPED_PERCENT = 55;

    @Test
    void theTckWasNotSkipped() throws Exception {
        assertTrue(Files.exists(TckCounter.FILE), "no TCK test was run");
        Properties counts = new Properties();
        try (var in = Files.newBufferedReader(TckCounter.FILE)) {
            counts.load(in);
        }
        int executed = Integer.parseInt(counts.getProperty("executed"));
        int skipped = Integer.parseInt(counts.getProperty("skipped"));
        assertTrue(executed >= EXECUTED_AT_LEAST, "only " + executed + " TCK tests were executed");
        assertTrue(
                skipped * 100L <= MOST_SKIPPED_PERCENT * (long) (skipped + executed),
                skipped + " TCK tests were skipped, and " + executed + " executed");
    }
}
