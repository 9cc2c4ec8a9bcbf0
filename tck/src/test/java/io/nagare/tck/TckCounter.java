package io.nagare.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Counts the TCK's tests while they run, and writes the counts to a file at the end of the run. {@link TckCountTest}
 * reads the file in a later run. Without it a run that loses tables, or skips tests by mistake, would be green.
 */
public final class TckCounter implements TestExecutionListener {

    static final Path FILE = Path.of("target", "tck-count.properties");

    /** Whether this is the run that checks the counts. */
    private boolean looking;

    private final AtomicInteger executed = new AtomicInteger();
    private final AtomicInteger skipped = new AtomicInteger();

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        if (isTck(test)) {
            skipped.incrementAndGet();
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        looking |= test.getUniqueId().contains(TckCountTest.class.getSimpleName());
        if (isTck(test)) {
            (result.getStatus() == TestExecutionResult.Status.ABORTED ? skipped : executed).incrementAndGet();
        }
    }

    private static boolean isTck(TestIdentifier test) {
        return test.isTest() && test.getUniqueId().contains("[test-factory:tck()]");
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        if (looking) {
            return;
        }
        Properties counts = new Properties();
        counts.setProperty("executed", executed.toString());
        counts.setProperty("skipped", skipped.toString());
        try (var out = Files.newBufferedWriter(FILE)) {
            counts.store(out, "TCK tests of the last run");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
