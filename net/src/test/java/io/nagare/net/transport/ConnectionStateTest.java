package io.nagare.net.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.net.transport.ConnectionState.Begin;
import io.nagare.net.transport.ConnectionState.Close;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class ConnectionStateTest {

    private final ConnectionState state = new ConnectionState();

    @Test
    void eachDirectionHasOneUserAtATime() {
        assertEquals(Begin.GRANTED, state.beginReading());
        assertEquals(Begin.IN_USE, state.beginReading());
        assertEquals(Begin.GRANTED, state.beginWriting());
        assertEquals(Begin.IN_USE, state.beginWriting());
    }

    @Test
    void whoLeavesMakesRoomForAnother() {
        state.beginReading();
        assertFalse(state.leaveReading());
        assertEquals(Begin.GRANTED, state.beginReading());
        state.beginWriting();
        state.leaveWriting();
        assertEquals(Begin.GRANTED, state.beginWriting());
    }

    @Test
    void theLaterOfTwoEndsCloses() {
        state.beginReading();
        state.beginWriting();
        assertFalse(state.endReading());
        assertFalse(state.isClosed());
        assertTrue(state.endWriting());
        assertTrue(state.isClosed());
        assertEquals(Close.NOTHING, state.close());
    }

    @Test
    void theOrderOfTheEndsDoesNotMatter() {
        state.beginReading();
        state.beginWriting();
        assertFalse(state.endWriting());
        assertTrue(state.endReading());
    }

    @Test
    void aReaderThatLeftCountsAsAnEndUnlessAnotherReadsOn() {
        state.beginReading();
        state.leaveReading();
        state.beginReading();
        state.beginWriting();
        assertFalse(state.endWriting());
        assertTrue(state.leaveReading());
    }

    @Test
    void aConnectionThatNobodyReadsStaysOpenWhenOurDirectionEnds() {
        state.beginWriting();
        assertFalse(state.endWriting());
        assertFalse(state.isClosed());
    }

    @Test
    void anEndedDirectionStaysEndedAlsoAfterTheClose() {
        state.beginReading();
        state.endReading();
        assertEquals(Begin.ENDED, state.beginReading());
        assertEquals(Close.AT_ONCE, state.close());
        assertEquals(Close.NOTHING, state.close());
        assertEquals(Begin.ENDED, state.beginReading());
        assertEquals(Begin.CLOSED, state.beginWriting());
    }

    @Test
    void aCloseCutsOffWhatIsBeingWrittenAndWaitsForAPeerThatMayStillSend() {
        ConnectionState unused = new ConnectionState();
        assertEquals(Close.LINGER, unused.close());
        state.beginWriting();
        assertTrue(state.isWriting());
        assertEquals(Close.RESET, state.close());
        ConnectionState written = new ConnectionState();
        written.beginWriting();
        written.endWriting();
        assertFalse(written.hasReadAll());
        assertEquals(Close.LINGER, written.close());
    }

    @Test
    void ofManyThatEndItAtOnceOneCloses() throws Exception {
        for (int round = 0; round < 1000; round++) {
            ConnectionState shared = new ConnectionState();
            shared.beginReading();
            shared.beginWriting();
            AtomicInteger closers = new AtomicInteger();
            List<BooleanSupplier> ends = List.of(
                    round % 2 == 0 ? shared::endReading : shared::leaveReading,
                    shared::endWriting,
                    () -> shared.close() != Close.NOTHING);
            CyclicBarrier together = new CyclicBarrier(ends.size());
            List<Thread> threads = ends.stream()
                    .map(end -> new Thread(() -> {
                        try {
                            together.await();
                        } catch (Exception broken) {
                            throw new IllegalStateException(broken);
                        }
                        if (end.getAsBoolean()) {
                            closers.incrementAndGet();
                        }
                    }))
                    .toList();
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(1, closers.get());
        }
    }
}
