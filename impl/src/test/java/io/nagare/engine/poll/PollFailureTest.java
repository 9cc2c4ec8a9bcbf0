package io.nagare.engine.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.driver.Deadline;
import io.nagare.driver.Leaf;
import io.nagare.driver.Registration;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** If a poll fails in any way, it gives the owner flag back, and no other leaf loses its wake. */
class PollFailureTest {

    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final ManualTime time = new ManualTime();
    private final PollDriver driver = new PollDriver("test driver", time, (failure, where) -> {
        failures.add(failure);
        throw new IllegalStateException("the handler fails, too");
    });
    private final CountingLeaf leaf = new CountingLeaf();
    private Pipe pipe;
    private Registration registration;

    /** A leaf that fails to wake, as it does when the system gives its runtime no threads. */
    private static final class Unwakeable extends Leaf {

        Unwakeable() {
            super(new CountingLeaf().strand());
        }

        @Override
        protected void run() {
            throw new OutOfMemoryError("planted");
        }
    }

    @BeforeEach
    void open() throws IOException {
        pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        registration = driver.register(pipe.source());
    }

    @AfterEach
    void close() throws IOException {
        driver.close();
        pipe.sink().close();
        assertFalse(pipe.source().isOpen());
    }

    private int poll() {
        assertTrue(driver.tryAcquire(), "the flag was not given back");
        try {
            return driver.poll(0);
        } finally {
            driver.release();
        }
    }

    private void pollUntilWoken(CountingLeaf waiting) {
        while (waiting.takeWakes() == 0) {
            poll();
        }
    }

    @Test
    void aTimersLeafThatFailsKeepsNoOtherFromBeingWoken() {
        Deadline bad = driver.deadline(new Unwakeable());
        Deadline good = driver.deadline(leaf);
        bad.arm(time.nanoTime() + 1_000_000);
        good.arm(time.nanoTime() + 1_000_000);
        time.advanceMillis(5);
        poll();
        assertEquals(1, leaf.takeWakes());
        assertInstanceOf(OutOfMemoryError.class, failures.get(0));
        poll();
    }

    @Test
    void aChannelsLeafThatFailsKeepsNoOtherFromBeingWoken() throws IOException {
        Pipe other = Pipe.open();
        other.source().configureBlocking(false);
        Registration bad = driver.register(other.source());
        bad.awaitReadable(new Unwakeable());
        registration.awaitReadable(leaf);
        other.sink().write(ByteBuffer.wrap(new byte[1]));
        pipe.sink().write(ByteBuffer.wrap(new byte[1]));
        pollUntilWoken(leaf);
        while (failures.isEmpty()) {
            poll();
        }
        assertInstanceOf(OutOfMemoryError.class, failures.get(0));
        other.sink().close();
    }

    @Test
    void closingWakesTheOtherDirectionThoughOneFails() {
        registration.awaitReadable(new Unwakeable());
        registration.close();
        assertTrue(registration.isClosed());
        poll();
        assertInstanceOf(OutOfMemoryError.class, failures.get(0));
    }

    @Test
    void aMistrustedSelectorIsReplacedAndNobodyNotices() throws Exception {
        registration.awaitReadable(leaf);
        int open = Descriptors.count();
        driver.mistrustPoller();
        for (int i = 0; i < 100; i++) {
            poll();
        }
        assertEquals(open, Descriptors.count());
        assertEquals(0, leaf.takeWakes());
        pipe.sink().write(ByteBuffer.wrap(new byte[1]));
        pollUntilWoken(leaf);
        assertEquals(List.of(), failures);
    }

    @Test
    void aPollThatBlocksReplacesAMistrustedSelectorToo() throws Exception {
        registration.awaitReadable(leaf);
        driver.mistrustPoller();
        BlockedPoll blocked = BlockedPoll.start(driver);
        blocked.awaitReturn();
        BlockedPoll again = BlockedPoll.start(driver);
        assertTrue(again.isBlocked());
        pipe.sink().write(ByteBuffer.wrap(new byte[1]));
        again.awaitReturn();
        assertEquals(1, leaf.takeWakes());
        int open = Descriptors.count();
        registration.close();
        poll();
        assertEquals(open - 1, Descriptors.count());
    }

    @Test
    void aDescriptorInUseStaysOpenUntilTheUseEnds() throws Exception {
        poll();
        assertTrue(registration.beginUse());
        int open = Descriptors.count();
        registration.awaitReadable(leaf);
        registration.close();
        poll();
        assertEquals(1, leaf.takeWakes());
        assertTrue(registration.isClosed());
        assertFalse(registration.beginUse());
        assertTrue(pipe.source().isOpen());
        assertEquals(open, Descriptors.count());
        registration.endUse();
        assertFalse(pipe.source().isOpen());
        assertEquals(open - 1, Descriptors.count());
    }

    @Test
    void closingTheDriverLeavesADescriptorInUseToItsUser() throws Exception {
        registration.awaitReadable(leaf);
        poll();
        assertTrue(registration.beginUse());
        driver.close();
        assertTrue(pipe.source().isOpen());
        int open = Descriptors.count();
        registration.endUse();
        assertFalse(pipe.source().isOpen());
        assertEquals(open - 1, Descriptors.count());
    }
}
