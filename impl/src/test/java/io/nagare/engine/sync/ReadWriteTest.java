package io.nagare.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.engine.strand.Probe;
import io.nagare.sync.AlreadyReleasedException;
import io.nagare.sync.ReadGuard;
import io.nagare.sync.ReadWrite;
import io.nagare.sync.WriteGuard;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Locks for readers and writers. Names in quotes are those of Tokio's tests. */
class ReadWriteTest extends SyncFixture {

    private final ReadWrite<Integer> number = ReadWrite.of(100);

    /** "into_inner", "read_shared", "write_shared_pending". */
    @Test
    void anyNumberReadAndAWriterWaitsForAll() {
        ReadGuard<Integer> one = item(demand(number.read()));
        ReadGuard<Integer> other = item(demand(number.read()));
        Probe<WriteGuard<Integer>> writer = demand(number.write());
        assertNull(number.tryWrite());
        one.close();
        scheduler.runAll();
        assertWaiting(writer);
        assertEquals(100, other.get());
        other.close();
        scheduler.runAll();
        WriteGuard<Integer> writing = item(writer);
        writing.set(7);
        assertNull(number.tryRead());
        writing.close();
        assertItem(7, demand(number.withReadLock(One::just)));
    }

    /** "read_exclusive_pending" and "write_exclusive_pending". */
    @Test
    void nobodyComesInBesideAWriter() {
        WriteGuard<Integer> writing = number.tryWrite();
        Probe<ReadGuard<Integer>> reader = demand(number.read());
        Probe<WriteGuard<Integer>> writer = demand(number.write());
        assertWaiting(reader);
        assertWaiting(writer);
        writing.close();
        scheduler.runAll();
        item(reader).close();
        scheduler.runAll();
        item(writer).close();
    }

    @Test
    void aWriterThatWaitsIsNotOvertakenByReaders() {
        ReadGuard<Integer> reading = number.tryRead();
        Probe<WriteGuard<Integer>> writer = demand(number.write());
        Probe<ReadGuard<Integer>> reader = demand(number.read());
        assertWaiting(reader);
        assertNull(number.tryRead());
        reading.close();
        scheduler.runAll();
        assertWaiting(reader);
        item(writer).close();
        scheduler.runAll();
        item(reader).close();
    }

    /** "write_read_shared_drop_pending". */
    @Test
    @Tag("tokio-35")
    void aWriterThatCancelsLetsTheReadersBehindItIn() {
        ReadGuard<Integer> reading = number.tryRead();
        Probe<WriteGuard<Integer>> writer = demand(number.write());
        Probe<ReadGuard<Integer>> reader = demand(number.read());
        assertWaiting(reader);
        cancel(writer);
        item(reader).close();
        reading.close();
        assertNotNull(number.tryWrite());
    }

    /** "downgrade": no writer comes in between, and waiting readers with no writer before them come in. */
    @Test
    void aWriterBecomesAReaderWithNoWriterBetween() {
        WriteGuard<Integer> writing = number.tryWrite();
        Probe<ReadGuard<Integer>> reader = demand(number.read());
        Probe<WriteGuard<Integer>> writer = demand(number.write());
        writing.set(1);
        ReadGuard<Integer> reading = writing.downgrade();
        scheduler.runAll();
        assertEquals(1, item(reader).get());
        assertWaiting(writer);
        assertRefused(AlreadyReleasedException.class, "downgrade", writing::downgrade);
        assertRefused(AlreadyReleasedException.class, "close", writing::close);
        item(reader).close();
        assertEquals(1, reading.get());
        reading.close();
        scheduler.runAll();
        item(writer).close();
    }

    @Test
    void streamsHoldTheirLockToTheirEnd() {
        Probe<Integer> reading = subscribe(number.withReadLockMany(value -> Many.range(value, 3))).request(1);
        scheduler.runAll();
        Probe<Integer> writing = demand(number.withWriteLockMany(guard -> {
            guard.set(guard.get() + 1);
            return Many.just(guard.get());
        }));
        assertWaiting(writing);
        reading.request(5);
        scheduler.runAll();
        assertEquals(List.of(100, 101, 102, "complete"), reading.signals());
        assertEquals(List.of(101, "complete"), writing.signals());
        assertFailed(IllegalStateException.class, demand(number.withWriteLock(guard -> {
            throw new IllegalStateException("boom");
        })));
        cancel(demand(number.withReadLock(value -> One.<Integer>never())));
        assertNotNull(number.tryWrite());
    }

    @Test
    void nullsAreRefusedAtTheCall() {
        assertThrows(NullPointerException.class, () -> ReadWrite.of(null));
        assertThrows(NullPointerException.class, () -> number.withReadLock(null));
        assertThrows(NullPointerException.class, () -> number.withReadLockMany(null));
        assertThrows(NullPointerException.class, () -> number.withWriteLock(null));
        assertThrows(NullPointerException.class, () -> number.withWriteLockMany(null));
        assertThrows(NullPointerException.class, () -> number.tryWrite().set(null));
    }

    /** "multithreaded". */
    @Test
    @Tag("tokio-35")
    void whatManyTasksAddIsAllThereAndReadersSeeNothingHalf() {
        ReadWrite<int[]> pair = ReadWrite.of(new int[2]);
        try (Nagare nagare = Nagare.multiThread().workers(2).start()) {
            List<Task<Void>> tasks = new ArrayList<>();
            for (int amount : new int[] {2, 3, 5, 7}) {
                tasks.add(nagare.spawn(Many.range(0, 1_000).concatMap(i -> pair.withWriteLock(guard -> {
                    guard.get()[0] += amount;
                    guard.get()[1] += amount;
                    return One.just(i);
                }))));
                tasks.add(nagare.spawn(Many.range(0, 1_000).concatMap(i -> pair.withReadLock(both -> {
                    assertEquals(both[0], both[1]);
                    return One.just(i);
                }))));
            }
            tasks.forEach(task -> task.block(Storm.LIMIT));
        }
        assertEquals(17_000, pair.tryRead().get()[1]);
    }
}
