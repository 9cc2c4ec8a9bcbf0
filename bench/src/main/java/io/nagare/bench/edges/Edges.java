package io.nagare.bench.edges;

import java.util.stream.LongStream;

/**
 * The streams that cross an edge, in one library. Each call makes a stream, runs it to its end while the calling thread
 * waits, and returns how many items came through. A library has two workers. A <i>hop</i> is the library's own way to
 * move a stream to another worker: {@code runOn}, {@code publishOn}, {@code observeOn}, {@code emitOn}, {@code buffer}.
 *
 * <p>A library does not override a shape whose operator it lacks; {@link Library#lacks} has the reason.
 */
interface Edges extends AutoCloseable {

    /** The number of workers of a library. */
    int WORKERS = 2;

    /** The number of items of a stream. */
    int ITEMS = 102_400;

    /** The number of items of a stream in which each item has its own strand, thread or timer, or a heavy function. */
    int FEW_ITEMS = 10_240;

    /** The number of streams that are merged, or of inner streams that are flattened, at a time. */
    int STREAMS = 64;

    /** The number of timers that run at a time. */
    int TIMERS = 1_000;

    /** The number of groups, and of keys. */
    int GROUPS = 16;

    /** The number of items of a window, and of a list. */
    int WINDOW = 100;

    /** The number of subscribers of a shared stream. */
    int SUBSCRIBERS = 4;

    /** By how many items a shared stream or queue may be ahead of its subscribers. */
    int AHEAD = 256;

    /** The number of items that a late subscriber gets. */
    int REPLAYED = 1_024;

    /** The number of items of each inner stream of {@link #switchMap}. */
    int INNER_ITEMS = 4;

    /** The capacity of a queue from a producer to a consumer. */
    int QUEUE = 1_024;

    /** The capacity of a broadcast: a power of two that holds all items, so that no subscriber lags. */
    int BROADCAST = 131_072;

    private static long none() {
        throw new UnsupportedOperationException("this library has no such operator");
    }

    /** Returns the count that all subscribers of a shared stream have in common; -1 if they differ. */
    static long same(LongStream counts) {
        long[] distinct = counts.distinct().toArray();
        return distinct.length == 1 ? distinct[0] : -1;
    }

    /** Takes all items in a loop. */
    static long count(Iterable<Integer> items) {
        long count = 0;
        for (Integer item : items) {
            count += item > 0 ? 1 : 0;
        }
        return count;
    }

    /** A range, mapped, a hop, mapped, counted. */
    long hop();

    /** A heavy function on one worker, a hop, a heavy function on the other worker. */
    long hopHeavy();

    /**
     * A range of Reactor behind Reactor's own hop, adopted by the library and mapped. For Reactor, a range of RxJava.
     */
    long fromAsynchronous();

    /**
     * As {@link #fromAsynchronous()}, but the stages behind run on the library's own workers, as they always do with
     * Nagare and Kotlin.
     */
    long fromAsynchronousMoved();

    /**
     * A mapped range of Reactor on the calling thread, adopted by the library and mapped. For Reactor, a range of
     * RxJava.
     */
    long fromSynchronous();

    /** A mapped range that Reactor adopts and maps. For Reactor, RxJava adopts it. */
    long consumedByReactor();

    /** Two ranges, each behind a hop, combined item by item. */
    long zip();

    /** Two ranges, each behind a hop, merged. */
    long merge();

    /** 64 ranges, each subscribed on a worker, merged. */
    long mergeMany();

    /** Two ranges, each behind a hop, one after the other. */
    long concat();

    /** A cheap function, two items at a time. */
    default long mapParallel() {
        return none();
    }

    /** A range that a loop on the calling thread iterates over. */
    default long toIterable() {
        return none();
    }

    /** A range behind a hop that a loop on the calling thread iterates over. */
    default long toIterableHop() {
        return none();
    }

    /** A range behind a hop that four subscribers share. */
    long share();

    /**
     * A range behind a hop, with its last 1,024 items kept. One subscriber is there from the beginning, and another
     * comes late.
     */
    default long replay() {
        return none();
    }

    /** A range in 16 groups, each behind a hop, merged. */
    default long groupBy() {
        return none();
    }

    /** A range behind a hop, in windows of 100, merged. */
    default long window() {
        return none();
    }

    /** Each item is a callable on a thread that may block, 64 at a time. */
    long flatMapBlocking();

    /** Each item is a callable on a worker, 64 at a time. */
    long flatMapHop();

    /** Each item comes after 1 ms, 1,000 at a time. */
    long flatMapDelay();

    /**
     * A range behind a hop. Each of its items switches to an inner stream of four, and cancels the inner stream before.
     */
    default long switchMap() {
        return none();
    }

    /** Each item is a callable on a worker, 16 at a time. Of each of 16 keys one runs at a time, in order. */
    default long mapPartitioned() {
        return none();
    }

    /**
     * A range behind a hop. Each item is combined with the newest item of another range behind a hop, which has an item
     * from the beginning.
     */
    default long withLatestFrom() {
        return none();
    }

    /** A range behind a hop, until a timer on another worker fires. The timer never fires. */
    default long takeUntil() {
        return none();
    }

    /** A range, with a limit of 5 s for each item. */
    long timeout();

    /** A range, in lists of 100, or fewer after 50 ms. */
    default long bufferTimeout() {
        return none();
    }

    /** A queue between one producer on a worker and one consumer on the other worker. */
    long mpsc();

    /** A broadcast from one producer on a worker to one subscriber on the other worker. */
    long broadcast();

    @Override
    void close();
}
