package io.nagare.tck;

import static io.nagare.tck.Row.holding;
import static io.nagare.tck.Row.source;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.sync.Barrier;
import io.nagare.sync.Exclusive;
import io.nagare.sync.Notify;
import io.nagare.sync.OnceCell;
import io.nagare.sync.Permits;
import io.nagare.sync.ReadWrite;
import java.util.List;
import org.reactivestreams.Publisher;

/** Locks, permits and other things that tasks wait for. */
final class SynchronizingTckTest extends Table {

    private static final Permits PERMITS = Permits.of(1_000);

    @Override
    List<Row> rows() {
        return List.of(
                source("Barrier.arrive()", n -> Barrier.of(1).arrive().filter(leader -> n > 0))
                        .atMost(1),
                // A lock for each subscription, because the TCK has several at a time.
                source(
                                "Exclusive.lock()",
                                n -> One.defer(() -> Exclusive.of(1).lock().filter(guard -> n > 0)))
                        .atMost(1),
                holding("Exclusive.withLock(Function)", (upstream, n) -> Exclusive.of(1)
                                .withLock(guard -> upstream.one(n)))
                        .atMost(1),
                // A lock for each subscription, because the TCK has several at a time.
                holding(
                        "Exclusive.withLockMany(Function)",
                        (upstream, n) -> Many.defer(() -> Exclusive.of(1).withLockMany(guard -> upstream.items(n)))),
                source("Notify.notified()", SynchronizingTckTest::notifyNotified)
                        .atMost(0),
                source("OnceCell.getOrInit(One)", n -> OnceCell.<Integer>create()
                                .getOrInit(One.just(1))
                                .filter(item -> n > 0))
                        .atMost(1),
                source("OnceCell.whenSet()", SynchronizingTckTest::onceCellWhenSet)
                        .atMost(1),
                source("Permits.acquire()", n -> Permits.of(1_000).acquire().filter(permit -> n > 0))
                        .atMost(1),
                source("Permits.acquire(int)", n -> Permits.of(1_000).acquire(2).filter(permit -> n > 0))
                        .atMost(1),
                holding("Permits.withPermit(Many)", (upstream, n) -> PERMITS.withPermit(upstream.items(n))),
                holding("Permits.withPermit(One)", (upstream, n) -> PERMITS.withPermit(upstream.one(n)))
                        .atMost(1),
                source("ReadWrite.read()", n -> ReadWrite.of(1).read().filter(guard -> n > 0))
                        .atMost(1),
                holding("ReadWrite.withReadLock(Function)", (upstream, n) -> ReadWrite.of(1)
                                .withReadLock(value -> upstream.one(n)))
                        .atMost(1),
                holding("ReadWrite.withReadLockMany(Function)", (upstream, n) -> ReadWrite.of(1)
                        .withReadLockMany(value -> upstream.items(n))),
                // A lock for each subscription, because the TCK has several at a time.
                source(
                                "ReadWrite.write()",
                                n -> One.defer(() -> ReadWrite.of(1).write().filter(guard -> n > 0)))
                        .atMost(1),
                holding("ReadWrite.withWriteLock(Function)", (upstream, n) -> ReadWrite.of(1)
                                .withWriteLock(guard -> upstream.one(n)))
                        .atMost(1),
                // A lock for each subscription, because the TCK has several at a time.
                holding(
                        "ReadWrite.withWriteLockMany(Function)",
                        (upstream, n) ->
                                Many.defer(() -> ReadWrite.of(1).withWriteLockMany(guard -> upstream.items(n)))));
    }

    private static Publisher<Void> notifyNotified(long n) {
        Notify notify = Notify.create();
        notify.notifyOne();
        return notify.notified();
    }

    private static Publisher<Integer> onceCellWhenSet(long n) {
        OnceCell<Integer> cell = OnceCell.create();
        cell.set(1);
        return cell.whenSet().filter(item -> n > 0);
    }
}
