package io.nagare.bench.bridges;

import java.util.function.Supplier;
import org.reactivestreams.Publisher;

/**
 * What a library does at its end of a crossing. It gives a stream, or takes one in as its users would. A stream goes
 * from one end to another as a publisher of Reactive Streams, as the libraries know each other.
 *
 * @param <S> the library's type of streams
 * @param <O> the library's type of a stream of at most one item
 */
interface End<S, O> extends AutoCloseable {

    /** The number of workers of a library. */
    int WORKERS = 2;

    /** The number of items of a stream. */
    int ITEMS = 102_400;

    /** The number of calls of a run. */
    int ONES = 1_000;

    /** A mapped range. */
    S synchronous();

    /** Moves a stream to one of the library's workers by the library's own hop. */
    S moved(S stream);

    /** A mapped callable. */
    O one();

    Publisher<Integer> publisher(S stream);

    Publisher<Integer> publisherOfOne(O one);

    S adopt(Publisher<Integer> stream);

    O adoptOne(Publisher<Integer> one);

    /** Maps a stream, and counts its items while the calling thread waits. */
    long count(S stream);

    /** Makes {@link #ONES} streams of one item, maps each and waits for it, and returns how many had the right item. */
    long countOnes(Supplier<O> ones);

    /** Ends the workers. */
    @Override
    void close();

    /** The item of each stream of one item before the last map. */
    static int item() {
        return 1;
    }

    /** Calls {@link #ONES} times, and returns how many calls gave the item mapped twice. */
    static long times(CallWithResult call) {
        long count = 0;
        for (int i = 0; i < ONES; i++) {
            count += call.get() == item() + 2 ? 1 : 0;
        }
        return count;
    }

    /** Makes and runs one stream of one item. */
    @FunctionalInterface
    interface CallWithResult {
        int get();
    }
}
