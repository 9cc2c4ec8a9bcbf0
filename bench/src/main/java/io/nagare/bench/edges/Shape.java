package io.nagare.bench.edges;

import java.util.Arrays;
import java.util.function.ToLongFunction;

/**
 * The streams that cross an edge, in the order of the report. {@link Edges} says what each is, and {@link
 * EdgeBenchmark} has a benchmark for each.
 */
public enum Shape {
    HOP("hop", Edges.ITEMS, Edges::hop),
    HOP_HEAVY("hopHeavy", Edges.FEW_ITEMS, Edges::hopHeavy),
    FROM_ASYNCHRONOUS("fromAsynchronous", Edges.ITEMS, Edges::fromAsynchronous),
    FROM_ASYNCHRONOUS_MOVED("fromAsynchronousMoved", Edges.ITEMS, Edges::fromAsynchronousMoved),
    FROM_SYNCHRONOUS("fromSynchronous", Edges.ITEMS, Edges::fromSynchronous),
    CONSUMED_BY_REACTOR("consumedByReactor", Edges.ITEMS, Edges::consumedByReactor),
    ZIP("zip", Edges.ITEMS, Edges::zip),
    MERGE("merge", Edges.ITEMS, Edges::merge),
    MERGE_MANY("mergeMany", Edges.ITEMS, Edges::mergeMany),
    CONCAT("concat", Edges.ITEMS, Edges::concat),
    MAP_PARALLEL("mapParallel", Edges.ITEMS, Edges::mapParallel),
    TO_ITERABLE("toIterable", Edges.ITEMS, Edges::toIterable),
    TO_ITERABLE_HOP("toIterableHop", Edges.ITEMS, Edges::toIterableHop),
    SHARE("share", Edges.ITEMS, Edges::share),
    REPLAY("replay", Edges.ITEMS, Edges::replay),
    GROUP_BY("groupBy", Edges.ITEMS, Edges::groupBy),
    WINDOW("window", Edges.ITEMS, Edges::window),
    FLAT_MAP_BLOCKING("flatMapBlocking", Edges.FEW_ITEMS, Edges::flatMapBlocking),
    FLAT_MAP_HOP("flatMapHop", Edges.FEW_ITEMS, Edges::flatMapHop),
    FLAT_MAP_DELAY("flatMapDelay", Edges.FEW_ITEMS, Edges::flatMapDelay),
    SWITCH_MAP("switchMap", Edges.ITEMS, Edges::switchMap),
    MAP_PARTITIONED("mapPartitioned", Edges.FEW_ITEMS, Edges::mapPartitioned),
    WITH_LATEST_FROM("withLatestFrom", Edges.ITEMS, Edges::withLatestFrom),
    TAKE_UNTIL("takeUntil", Edges.ITEMS, Edges::takeUntil),
    TIMEOUT("timeout", Edges.ITEMS, Edges::timeout),
    BUFFER_TIMEOUT("bufferTimeout", Edges.ITEMS, Edges::bufferTimeout),
    MPSC("mpsc", Edges.ITEMS, Edges::mpsc),
    BROADCAST("broadcast", Edges.ITEMS, Edges::broadcast);

    private final String label;
    private final int items;
    private final ToLongFunction<Edges> stream;

    Shape(String label, int items, ToLongFunction<Edges> stream) {
        this.label = label;
        this.items = items;
        this.stream = stream;
    }

    /**
     * Returns the shape with a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Shape of(String label) {
        return Arrays.stream(values())
                .filter(shape -> shape.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no shape named " + label));
    }

    /** The name of the benchmark of this shape, and of its work in the report. */
    public String label() {
        return label;
    }

    /** The number of items of a run. */
    int items() {
        return items;
    }

    /** An item of {@code switchMap} may cancel the inner stream before it, where a turn ends within that stream. */
    private long least() {
        return this == SWITCH_MAP ? items / 10 * 9L : items;
    }

    /**
     * Runs the stream to its end.
     *
     * @throws IllegalStateException if another number of items came through
     * @throws UnsupportedOperationException if the library lacks the operator
     */
    void run(Edges edges) {
        long count = stream.applyAsLong(edges);
        if (count < least() || count > items) {
            throw new IllegalStateException(label + " has let " + count + " of " + items + " items through");
        }
    }
}
