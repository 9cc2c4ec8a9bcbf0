package io.nagare.fs.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.fs.failure.FileFailure;
import io.nagare.fs.fixture.StepStrand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which works a job does, and what happens to the others when one of them takes long. */
class WorkBatchTest {

    private static final long MILLI = 1_000_000;

    private final StepStrand strand = new StepStrand();
    private final List<String> done = new ArrayList<>();
    private final List<String> received = new ArrayList<>();
    private long nanos;

    private StrandSubscription subscribe(FileWork<String> work) {
        strand.now = () -> nanos;
        Receiver receiver = new Receiver();
        new FileWorkSource<String>(
                        Path.of("it"), work, (path, failure) -> FileFailure.of("try", path, failure), receiver, strand)
                .start();
        return receiver.upstream;
    }

    private StrandSubscription ask(String name) {
        StrandSubscription subscription = subscribe((path, stop) -> {
            done.add(name);
            return name;
        });
        subscription.request(1);
        return subscription;
    }

    private final class Receiver extends StrandSubscriber<String> {

        private StrandSubscription upstream;

        @Override
        public void onSubscribe(StrandSubscription subscription) {
            upstream = subscription;
        }

        @Override
        public boolean onNext(String item) {
            received.add(item);
            return true;
        }

        @Override
        public void onError(@Nullable Throwable failure) {
            received.add(failure.getMessage());
        }

        @Override
        public void onComplete() {
            received.add("end");
        }
    }

    @Test
    void worksThatComeTogetherTakeOneJobAndTheNextOneAnother() {
        ask("a");
        ask("b");
        ask("c");
        assertEquals(1, strand.submitted);
        strand.runAll();
        assertEquals(List.of("a", "b", "c"), done);
        assertEquals(List.of("a", "end", "b", "end", "c", "end"), received);
        ask("d");
        assertEquals(2, strand.submitted);
        strand.runAll();
        assertEquals(List.of("d", "end"), received.subList(6, 8));
    }

    @Test
    void aWorkThatComesWhileTheJobIsAtItIsDoneByIt() {
        StrandSubscription first = subscribe((path, stop) -> {
            ask("second");
            return "first";
        });
        first.request(1);
        first.request(1);
        strand.runAll();
        assertEquals(1, strand.submitted);
        assertEquals(List.of("first", "end", "second", "end"), received);
    }

    @Test
    void nothingIsDoneWithoutDemandOrAfterCancellation() {
        subscribe((path, stop) -> "never");
        assertEquals(0, strand.submitted);
        ask("a");
        ask("b").cancel();
        strand.runAll();
        assertEquals(List.of("a"), done);
        assertEquals(List.of("a", "end"), received);
    }

    @Test
    void aJobThatHasNotBegunIsTakenBackWithTheLastOfItsWorks() {
        StrandSubscription first = ask("a");
        StrandSubscription second = ask("b");
        first.cancel();
        assertEquals(1, strand.queuedJobs());
        second.cancel();
        second.cancel();
        assertEquals(0, strand.queuedJobs());
        ask("c");
        strand.runAll();
        assertEquals(List.of("c"), done);
    }

    @Test
    void aFailureIsThatWorksOwn() {
        subscribe((path, stop) -> {
                    throw new IOException("broken");
                })
                .request(1);
        ask("b");
        strand.runAll();
        assertEquals(List.of("try of it failed: broken", "b", "end"), received);
    }

    @Test
    void whatWaitsForAWorkThatTakesLongGetsJobsOfItsOwn() {
        boolean[] stuck = {true};
        subscribe((path, stop) -> {
                    // The first work runs here. Meanwhile the strand looks, and other threads do the other works.
                    ask("b");
                    ask("c");
                    nanos += MILLI;
                    strand.reachDeadlines();
                    strand.runStrand();
                    assertEquals(3, strand.submitted);
                    assertEquals(List.of(), done);
                    strand.runAll();
                    assertEquals(List.of("b", "c"), done);
                    ask("d");
                    assertEquals(4, strand.submitted, "the batch takes no more");
                    strand.runAll();
                    stuck[0] = false;
                    return "a";
                })
                .request(1);
        strand.runAll();
        assertFalse(stuck[0]);
        assertEquals(List.of("b", "c", "d"), done);
        assertEquals(List.of("b", "end", "c", "end", "d", "end", "a", "end"), received);
    }

    @Test
    void aBatchThatGetsFurtherIsLeftAlone() {
        for (int i = 0; i < 5; i++) {
            String name = "work" + i;
            subscribe((path, stop) -> {
                        nanos += MILLI;
                        strand.reachDeadlines();
                        strand.runStrand();
                        return name;
                    })
                    .request(1);
        }
        strand.runAll();
        assertEquals(1, strand.submitted);
        assertEquals(10, received.size());
    }

    @Test
    void aRefusedJobFailsTheWork() {
        strand.refusing = true;
        ask("a");
        strand.runAll();
        assertEquals(List.of("try of it failed: no thread"), received);
        strand.refusing = false;
        ask("b");
        strand.runAll();
        assertTrue(received.contains("b"));
    }
}
