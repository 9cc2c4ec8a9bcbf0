package io.nagare.net.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.driver.Driver;
import io.nagare.driver.Leaf;
import io.nagare.driver.Registration;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** Each step of a listener's turns, on the test's thread. */
class AcceptTurnsTest {

    private static final int MANY = 250_000;

    /** The leaves that were woken, in order. */
    private final List<Leaf> woken = new ArrayList<>();

    private final Watched watched = new Watched();
    private final Driver driver = (Driver) Proxy.newProxyInstance(
            AcceptTurnsTest.class.getClassLoader(), new Class<?>[] {Driver.class}, (proxy, method, arguments) -> {
                assertEquals("register", method.getName());
                return watched;
            });

    private final Leaf first = subscriber();
    private final Leaf second = subscriber();
    private final Leaf third = subscriber();

    private ServerSocketChannel channel;
    private AcceptTurns turns;

    @BeforeEach
    void open() throws IOException {
        channel = ServerSocketChannel.open();
        turns = new AcceptTurns(channel);
        List.of(first, second, third).forEach(turns::enter);
    }

    @AfterEach
    void close() throws IOException {
        channel.close();
    }

    private Leaf subscriber() {
        return new Leaf(new Woken()) {
            @Override
            protected void run() {}
        };
    }

    private void allWait() throws IOException {
        turns.await(first, driver);
        turns.await(second, driver);
        turns.await(third, driver);
    }

    /** The first wait finds no descriptor for a selector. Its subscriber then pauses for all. */
    @Test
    void aSocketThatCannotBeRegisteredYetIsTriedAgainByTheSubscriberThatHasTheTurn() throws IOException {
        IOException noDescriptor = new IOException("Too many open files");
        Driver refusing = (Driver) Proxy.newProxyInstance(
                AcceptTurnsTest.class.getClassLoader(), new Class<?>[] {Driver.class}, (proxy, method, arguments) -> {
                    throw noDescriptor;
                });
        assertSame(noDescriptor, assertThrows(IOException.class, () -> turns.await(first, refusing)));
        assertEquals(AcceptTurns.FIRST_PAUSE_NANOS, turns.pause(first));
        turns.await(second, refusing);
        assertFalse(turns.mayAccept(second));
        turns.await(first, driver);
        turns.worked(first);
        turns.pass(first);
        assertEquals(List.of(second), woken);
    }

    @Test
    void whoWaitsFirstIsWatchedForAndTheOthersFollowInOrder() throws IOException {
        allWait();
        assertSame(first, watched.reader);
        turns.pass(first);
        turns.pass(second);
        assertEquals(List.of(second, third), woken);
    }

    @Test
    void whoWaitsTwiceStandsInLineOnce() throws IOException {
        allWait();
        turns.await(second, driver);
        turns.pass(first);
        turns.pass(second);
        turns.pass(third);
        assertEquals(List.of(second, third), woken);
        assertNull(watched.reader);
    }

    @Test
    void whoLeavesTheLineIsPassedOver() throws IOException {
        allWait();
        assertFalse(turns.leave(second));
        assertFalse(turns.leave(first));
        assertEquals(List.of(third), woken);
        assertTrue(turns.leave(third));
        assertNull(watched.reader);
    }

    @Test
    void duringAPauseOnlyTheOneThatSitsItOutMayAccept() throws IOException {
        allWait();
        assertEquals(AcceptTurns.FIRST_PAUSE_NANOS, turns.pause(first));
        assertNull(watched.reader);
        assertTrue(turns.mayAccept(first));
        assertFalse(turns.mayAccept(second));
        assertEquals(0, turns.pause(second));
    }

    @Test
    void pausesDoubleUpToOneSecondAndBeginAnewWhenAcceptingWorked() throws IOException {
        turns.await(first, driver);
        assertEquals(5_000_000, turns.pause(first));
        assertEquals(10_000_000, turns.pause(first));
        for (int i = 0; i < 10; i++) {
            turns.pause(first);
        }
        assertEquals(1_000_000_000, turns.pause(first));
        turns.worked(first);
        assertFalse(turns.isPausing());
        assertEquals(5_000_000, turns.pause(first));
    }

    @Test
    void whoPausesTakesTheTurnAndTheFormerHolderIsNext() throws IOException {
        allWait();
        turns.pause(third);
        turns.pass(third);
        turns.pass(first);
        assertEquals(List.of(first, second), woken);
    }

    @Test
    void formerHoldersOfTheTurnFollowInOrderBeforeTheOthers() throws IOException {
        turns.await(first, driver);
        turns.await(third, driver);
        turns.pause(second);
        turns.worked(second);
        Leaf late = subscriber();
        turns.enter(late);
        turns.pause(late);
        woken.clear();
        for (Leaf leaf : List.of(late, first, second, third)) {
            turns.await(leaf, driver);
            turns.pass(leaf);
        }
        assertEquals(List.of(first, second, third), woken);
    }

    /** If each step looked at all subscribers, this would take minutes. */
    @Test
    void eachStepTakesTheSameTimeHoweverManyWait() throws IOException {
        List<Leaf> many = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            Leaf subscriber = subscriber();
            many.add(subscriber);
            turns.enter(subscriber);
        }
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (int round = 0; round < 2; round++) {
                for (Leaf subscriber : many) {
                    turns.await(subscriber, driver);
                }
            }
            for (int i = MANY - 1; i > 0; i--) {
                turns.leave(many.get(i));
            }
        });
        turns.leave(many.get(0));
        assertEquals(List.of(), woken);
    }

    @Test
    void whoLeavesDuringItsPauseEndsItForAll() throws IOException {
        allWait();
        turns.pause(first);
        turns.leave(first);
        assertFalse(turns.isPausing());
        assertTrue(turns.mayAccept(third));
        assertEquals(List.of(second), woken);
    }

    @Test
    void acceptingThatWorkedForAnotherWakesTheOneThatSitsOutAPause() throws IOException {
        allWait();
        turns.pause(first);
        turns.worked(second);
        assertEquals(List.of(first), woken);
    }

    @Test
    void whoWaitsAfterTheCloseIsWokenAtOnce() throws IOException {
        assertTrue(turns.close());
        assertFalse(turns.close());
        turns.await(first, driver);
        assertEquals(List.of(first), woken);
        assertNull(turns.registration());
    }

    private final class Woken implements Strand {

        @Override
        public void enqueue(Leaf leaf) {
            woken.add(leaf);
        }

        @Override
        public boolean isCurrent() {
            return true;
        }

        @Override
        public <T> void attach(Publisher<? extends T> publisher, StrandSubscriber<T> subscriber) {
            throw new AssertionError("not asked for");
        }

        @Override
        public boolean spend(int units) {
            return true;
        }

        @Override
        public void discard(Object item) {}

        @Override
        public Driver driver() {
            return driver;
        }
    }

    /** A registration that wakes no leaf. It knows the leaf for which the socket is watched. */
    private static final class Watched implements Registration {

        private Leaf reader;

        @Override
        public void awaitReadable(Leaf leaf) {
            reader = leaf;
        }

        @Override
        public void pauseReading() {
            reader = null;
        }

        @Override
        public void awaitWritable(Leaf leaf) {
            throw new AssertionError("a listener is not written to");
        }

        @Override
        public boolean beginUse() {
            return true;
        }

        @Override
        public void endUse() {}

        @Override
        public void close() {}

        @Override
        public boolean isClosed() {
            return false;
        }
    }
}
