package io.nagare.fs.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.fs.contract.FileOperationException;
import io.nagare.fs.failure.FileFailure;
import io.nagare.fs.fixture.StepStrand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The steps of strand and job, in every order that a test chooses. */
class EntrySourceTest {

    private static final int BATCH = EntrySource.BATCH;

    private final StepStrand strand = new StepStrand();
    private final Numbers numbers = new Numbers();
    private final Received received = new Received();

    /** A cursor that counts to a limit. It also counts how often it was closed while open. */
    private static final class Numbers implements EntryCursor<Integer> {

        int taken;
        int limit = Integer.MAX_VALUE;
        int failsAt = -1;
        boolean open;
        int closed;
        @Nullable Runnable beforeNext;

        @Override
        public @Nullable Integer next() throws IOException {
            open = true;
            if (beforeNext != null) {
                beforeNext.run();
            }
            if (taken == failsAt) {
                throw new IOException("broken");
            }
            return taken == limit ? null : taken++;
        }

        @Override
        public FileOperationException failed(Throwable cause) {
            return FileFailure.ofDirectory("count", Path.of("numbers"), cause);
        }

        @Override
        public void close() {
            if (open) {
                open = false;
                closed++;
            }
        }
    }

    private static final class Received extends StrandSubscriber<Integer> {

        final List<Integer> items = new ArrayList<>();
        StrandSubscription upstream;
        int ends;
        Throwable failure;
        Predicate<Integer> taking = item -> true;

        @Override
        public void onSubscribe(StrandSubscription subscription) {
            upstream = subscription;
        }

        @Override
        public boolean onNext(Integer item) {
            assertEquals(0, ends);
            assertEquals(items.size(), item);
            items.add(item);
            return taking.test(item);
        }

        @Override
        public void onError(Throwable cause) {
            ends++;
            failure = cause;
        }

        @Override
        public void onComplete() {
            ends++;
        }
    }

    private void subscribe() {
        new EntrySource<>(numbers, received, strand).start();
    }

    private void request(long n) {
        received.upstream.request(n);
        strand.runAll();
    }

    @Test
    void nothingIsOpenedBeforeThereIsDemand() {
        subscribe();
        strand.runAll();
        assertEquals(0, strand.submitted);
        received.upstream.cancel();
        assertEquals(0, numbers.closed);
    }

    @Test
    void atMostTwoBatchesAreReadAhead() {
        subscribe();
        for (int asked = 1; asked <= 5 * BATCH; asked++) {
            request(1);
            assertEquals(asked, received.items.size());
            assertTrue(numbers.taken - asked <= 2 * BATCH, () -> numbers.taken + " taken");
        }
        assertTrue(strand.submitted <= 8, () -> strand.submitted + " jobs");
        received.upstream.cancel();
        assertEquals(1, numbers.closed);
        assertFalse(numbers.open);
    }

    @Test
    void theNextBatchIsReadWhileOneIsHandedOut() {
        subscribe();
        received.upstream.request(Long.MAX_VALUE);
        strand.runJob();
        strand.spendable = 1;
        assertTrue(strand.stepOnce());
        assertEquals(1, received.items.size());
        assertEquals(1, strand.queuedJobs());
    }

    @Test
    void allSizesAreHandedOutAndEnd() {
        for (int size : new int[] {0, 1, BATCH - 1, BATCH, BATCH + 1, 3 * BATCH}) {
            Numbers some = new Numbers();
            some.limit = size;
            Received all = new Received();
            new EntrySource<>(some, all, strand).start();
            all.upstream.request(Long.MAX_VALUE);
            strand.runAll();
            assertEquals(size, all.items.size());
            assertEquals(1, all.ends);
            assertEquals(1, some.closed);
        }
    }

    @Test
    void theEndNeedsNoDemandOfItsOwn() {
        numbers.limit = 3;
        subscribe();
        request(3);
        assertEquals(1, received.ends);
    }

    @Test
    void aFailureComesAfterWhatWasReadBeforeIt() {
        numbers.failsAt = BATCH + 7;
        subscribe();
        request(BATCH);
        assertEquals(0, received.ends);
        request(100);
        assertEquals(BATCH + 7, received.items.size());
        assertInstanceOf(FileOperationException.class, received.failure);
        assertEquals("count of numbers failed: broken", received.failure.getMessage());
        assertEquals(1, numbers.closed);
    }

    @Test
    void entriesThatAreNotCountedAreMadeUpFor() {
        subscribe();
        received.taking = item -> item % 3 == 2;
        request(50);
        assertEquals(150, received.items.size());
    }

    @Test
    void cancellingFromWithinStopsAtOnce() {
        subscribe();
        received.taking = item -> {
            received.upstream.cancel();
            return true;
        };
        request(Long.MAX_VALUE);
        assertEquals(1, received.items.size());
        assertEquals(0, received.ends);
        assertFalse(numbers.open);
    }

    @Test
    void cancellingStopsTheJobAfterTheEntryAtHand() {
        subscribe();
        received.upstream.request(1);
        numbers.beforeNext = () -> {
            if (numbers.taken == 5) {
                received.upstream.cancel();
            }
        };
        strand.runAll();
        assertEquals(6, numbers.taken);
        assertEquals(1, numbers.closed);
        assertEquals(List.of(), received.items);
    }

    @Test
    void aJobThatStartsAfterCancellationOpensNothing() {
        subscribe();
        received.upstream.request(1);
        Runnable started = strand.takeJob();
        received.upstream.cancel();
        started.run();
        assertFalse(numbers.open);
        assertEquals(0, numbers.closed);
    }

    @Test
    void aRefusedJobFailsTheStream() {
        strand.refusing = true;
        subscribe();
        request(1);
        assertEquals("count of numbers failed: no thread", received.failure.getMessage());
        assertEquals(1, received.ends);
    }

    @Test
    void aUsedUpBudgetLetsOthersRunAndLosesNothing() {
        numbers.limit = 4;
        subscribe();
        received.upstream.request(Long.MAX_VALUE);
        strand.runJob();
        strand.spendable = 0;
        for (int step = 1; step <= 4; step++) {
            assertTrue(strand.stepOnce());
            assertEquals(step, received.items.size());
        }
        strand.runAll();
        assertEquals(1, received.ends);
    }
}
