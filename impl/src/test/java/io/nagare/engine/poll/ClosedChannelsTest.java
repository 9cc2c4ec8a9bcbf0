package io.nagare.engine.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.SelectableChannel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Counts the selects for closed channels. Only a select gives their descriptors back to the system. */
class ClosedChannelsTest {

    private final CountingPoller poller = new CountingPoller();
    private final PollDriver driver = new PollDriver("test", new ManualTime(), poller);

    /** With thousands of channels, a select for each of them would take all the time. */
    @Test
    void aWorkerThatClosesManyChannelsSelectsOnceForAll() {
        driver.polledByCurrentThread();
        for (int i = 0; i < 10_000; i++) {
            driver.deregister();
        }
        assertTrue(poller.collected <= 40, "10,000 channels were closed with " + poller.collected + " selects");
    }

    /** Between two polls a worker looks at its timers again and again. Each select would report all ready channels. */
    @Test
    void aWorkerThatLooksAtTimersLeavesClosedChannelsToItsNextPoll() {
        driver.polledByCurrentThread();
        driver.deregister();
        assertTrue(driver.tryAcquire());
        driver.fireTimers();
        driver.release();
        assertEquals(0, poller.collected);
        assertTrue(driver.tryAcquire());
        driver.poll(0);
        driver.release();
        assertEquals(1, poller.collected);
    }

    /** Another thread, or a worker without a driver, may never poll again. So it selects at each close. */
    @Test
    void aThreadThatDoesNotPollSelectsAtOnce() {
        driver.deregister();
        assertEquals(1, poller.collected);
        driver.deregister();
        assertEquals(2, poller.collected);
    }

    private static final class CountingPoller implements Poller {

        private int collected;

        @Override
        public void collect() {
            collected++;
        }

        @Override
        public ChannelRegistration register(SelectableChannel channel, PollDriver driver) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void mistrust() {}

        @Override
        public void prepareToBlock() {}

        @Override
        public boolean isOutdated() {
            return false;
        }

        @Override
        public void block(long nanos) {}

        @Override
        public boolean unblock(@Nullable Thread blocked) {
            return true;
        }

        @Override
        public int dispatch(boolean blocked) {
            return 0;
        }

        @Override
        public long events() {
            return 0;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public boolean isWatching() {
            return true;
        }

        @Override
        public void report(Throwable failure, String where) {
            throw new AssertionError(where, failure);
        }

        @Override
        public void close() {}
    }
}
