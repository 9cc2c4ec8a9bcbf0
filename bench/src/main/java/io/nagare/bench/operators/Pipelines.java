package io.nagare.bench.operators;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The pipelines in one library. They are made once. Each call subscribes to one of them with unbounded demand, and
 * gives its items to the black hole. All pipelines are synchronous: a call returns when the pipeline has ended.
 */
interface Pipelines {

    /** The number of items of a pipeline of many. */
    int ITEMS = 1_000;

    /** The number of items of an inner source. The next constant is the number of inner sources. */
    int INNER_ITEMS = 4;

    int OUTER_ITEMS = ITEMS / INNER_ITEMS;

    /** Returns as many lists of four as there are inner sources. */
    static List<List<Integer>> fours() {
        return IntStream.range(0, OUTER_ITEMS)
                .mapToObj(i -> IntStream.range(i, i + INNER_ITEMS).boxed().toList())
                .toList();
    }

    /** A range without stages. */
    void range(Blackhole sink);

    /** A range, mapped, filtered (half of it passes), mapped. */
    void mapFilterMap(Blackhole sink);

    /** A range through ten maps. */
    void tenMaps(Blackhole sink);

    /** A list, filtered and mapped. */
    void listFilterMap(Blackhole sink);

    /** The sum of a mapped range. */
    void mapReduce(Blackhole sink);

    /** A list without its first tenth, and of the rest the first half. */
    void skipTake(Blackhole sink);

    /** Ranges of four, flattened as they arrive. */
    void flatMapRange(Blackhole sink);

    /** Single items, flattened as they arrive. */
    void flatMapJust(Blackhole sink);

    /** Ranges of four, one after the other. */
    void concatMapRange(Blackhole sink);

    /** Single items, one after the other. */
    void concatMapJust(Blackhole sink);

    /** Lists of four, flattened. */
    void flatMapIterable(Blackhole sink);

    /** Four ranges, merged. */
    void merge(Blackhole sink);

    /** Two ranges, combined item by item. */
    void zip(Blackhole sink);

    /** A range that is divided by turns into eight groups and flattened again. */
    void groupBy(Blackhole sink);

    /** A range, gathered in a list. */
    void collectList(Blackhole sink);

    /** A single item, subscribed. */
    void just(Blackhole sink);

    /** A single item, mapped, filtered, mapped; subscribed. */
    void oneChain(Blackhole sink);

    /** A single item, mapped, filtered, mapped; made for each call, and subscribed. */
    void oneChainMade(Blackhole sink);

    /** A callable, flattened to a mapped single item; subscribed. */
    void oneFlatMap(Blackhole sink);

    /** A callable that is combined with another; subscribed. */
    void oneZip(Blackhole sink);

    /**
     * Shakespeare plays Scrabble: the three best scores with their words. Every step is a publisher, and is flattened.
     */
    List<Map.Entry<Integer, List<String>>> scrabble(Scrabble game);

    /** The same game with fewer publishers. */
    List<Map.Entry<Integer, List<String>>> scrabbleOptimised(Scrabble game);

    /**
     * Calls each of the pipelines above once, without the games. This pollutes the profiles of the operators that they
     * share.
     */
    default void all(Blackhole sink) {
        range(sink);
        mapFilterMap(sink);
        tenMaps(sink);
        listFilterMap(sink);
        mapReduce(sink);
        skipTake(sink);
        flatMapRange(sink);
        flatMapJust(sink);
        concatMapRange(sink);
        concatMapJust(sink);
        flatMapIterable(sink);
        merge(sink);
        zip(sink);
        groupBy(sink);
        collectList(sink);
        just(sink);
        oneChain(sink);
        oneChainMade(sink);
        oneFlatMap(sink);
        oneZip(sink);
    }
}
