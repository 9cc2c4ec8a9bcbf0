package io.nagare.bench.operators;

import io.nagare.Grouped;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.policy.Grouping;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.openjdk.jmh.infra.Blackhole;
import org.reactivestreams.Publisher;

/** The pipelines in Nagare. */
final class NagarePipelines implements Pipelines {

    private final List<Integer> list = IntStream.range(0, ITEMS).boxed().toList();
    private final List<List<Integer>> fours = Pipelines.fours();

    private final Many<Integer> range = Many.range(0, ITEMS);
    private final Many<Integer> mapFilterMap =
            Many.range(0, ITEMS).map(i -> i + 1).filter(i -> (i & 1) == 0).map(i -> i * 2);
    private final Many<Integer> tenMaps = Many.range(0, ITEMS)
            .map(i -> i + 1)
            .map(i -> i + 2)
            .map(i -> i + 3)
            .map(i -> i + 4)
            .map(i -> i + 5)
            .map(i -> i + 6)
            .map(i -> i + 7)
            .map(i -> i + 8)
            .map(i -> i + 9)
            .map(i -> i + 10);
    private final Many<String> listFilterMap =
            Many.fromIterable(list).filter(i -> i % 10 == 0).map(i -> "item");
    private final One<Integer> mapReduce = Many.range(0, ITEMS).map(i -> i ^ 1).reduce(0, Integer::sum);
    private final Many<Integer> skipTake = Many.fromIterable(list).skip(ITEMS / 10).take(ITEMS / 2);
    private final Many<Integer> flatMapRange =
            Many.range(0, OUTER_ITEMS).flatMap(i -> Many.range(i, INNER_ITEMS));
    private final Many<Integer> flatMapJust = Many.range(0, ITEMS).flatMap(i -> Many.just(i));
    private final Many<Integer> concatMapRange =
            Many.range(0, OUTER_ITEMS).concatMap(i -> Many.range(i, INNER_ITEMS));
    private final Many<Integer> concatMapJust = Many.range(0, ITEMS).concatMap(i -> Many.just(i));
    private final Many<Integer> flatMapIterable = Many.range(0, OUTER_ITEMS).flatMapIterable(i -> fours.get(i));
    private final Many<Integer> merge = Many.merge(
            Many.range(0, OUTER_ITEMS),
            Many.range(1, OUTER_ITEMS),
            Many.range(2, OUTER_ITEMS),
            Many.range(3, OUTER_ITEMS));
    private final Many<Integer> zip = Many.zip(Many.range(0, ITEMS), Many.range(1, ITEMS), Integer::sum);
    private final Many<Integer> groupBy =
            Many.range(0, ITEMS).groupBy(i -> i & 7, Grouping.atMost(8)).flatMap(Grouped::items);
    private final One<List<Integer>> collectList = Many.range(0, ITEMS).collectList();
    private final One<Integer> just = One.just(1);
    private final One<Integer> oneChain = One.just(1).map(i -> i + 1).filter(i -> i > 0).map(i -> i * 3);
    private final One<Integer> oneFlatMap =
            One.fromCallable(() -> 1).flatMap(i -> One.just(i).map(j -> j + 1));
    private final One<Integer> oneZip = One.zip(One.fromCallable(() -> 1), One.fromCallable(() -> 2), Integer::sum);

    private static <T> void consume(Publisher<T> pipeline, Blackhole sink) {
        pipeline.subscribe(new Consuming<>(sink));
    }

    @Override
    public void range(Blackhole sink) {
        consume(range, sink);
    }

    @Override
    public void mapFilterMap(Blackhole sink) {
        consume(mapFilterMap, sink);
    }

    @Override
    public void tenMaps(Blackhole sink) {
        consume(tenMaps, sink);
    }

    @Override
    public void listFilterMap(Blackhole sink) {
        consume(listFilterMap, sink);
    }

    @Override
    public void mapReduce(Blackhole sink) {
        consume(mapReduce, sink);
    }

    @Override
    public void skipTake(Blackhole sink) {
        consume(skipTake, sink);
    }

    @Override
    public void flatMapRange(Blackhole sink) {
        consume(flatMapRange, sink);
    }

    @Override
    public void flatMapJust(Blackhole sink) {
        consume(flatMapJust, sink);
    }

    @Override
    public void concatMapRange(Blackhole sink) {
        consume(concatMapRange, sink);
    }

    @Override
    public void concatMapJust(Blackhole sink) {
        consume(concatMapJust, sink);
    }

    @Override
    public void flatMapIterable(Blackhole sink) {
        consume(flatMapIterable, sink);
    }

    @Override
    public void merge(Blackhole sink) {
        consume(merge, sink);
    }

    @Override
    public void zip(Blackhole sink) {
        consume(zip, sink);
    }

    @Override
    public void groupBy(Blackhole sink) {
        consume(groupBy, sink);
    }

    @Override
    public void collectList(Blackhole sink) {
        consume(collectList, sink);
    }

    @Override
    public void just(Blackhole sink) {
        consume(just, sink);
    }

    @Override
    public void oneChain(Blackhole sink) {
        consume(oneChain, sink);
    }

    @Override
    public void oneChainMade(Blackhole sink) {
        consume(One.just(2).map(i -> i + 2).filter(i -> i > 1).map(i -> i * 5), sink);
    }

    @Override
    public void oneFlatMap(Blackhole sink) {
        consume(oneFlatMap, sink);
    }

    @Override
    public void oneZip(Blackhole sink) {
        consume(oneZip, sink);
    }

    @Override
    public List<Map.Entry<Integer, List<String>>> scrabble(Scrabble game) {
        return get(Many.fromIterable(game.words())
                .filter(game::isAllowed)
                .filter(word -> get(plainBlanks(word).flatMap(blanks -> One.just(Scrabble.isEnoughFor(blanks)))))
                .collect(Scrabble::table, (table, word) -> Scrabble.enter(table, get(plainScore(word)), word))
                .flatMapMany(table -> Many.fromIterable(table.entrySet()))
                .take(3)
                .collectList());
    }

    private static Many<Integer> plainLetters(String word) {
        return Many.fromIterable(Scrabble.letters(word));
    }

    private static Many<Map.Entry<Integer, Scrabble.Count>> plainHistogram(String word) {
        return plainLetters(word)
                .collect(Scrabble::histogram, Scrabble::count)
                .flatMapMany(histogram -> Many.fromIterable(histogram.entrySet()));
    }

    private static One<Integer> plainBlanks(String word) {
        return plainHistogram(word)
                .flatMap(letter -> Many.just(Scrabble.blanks(letter)))
                .reduce(0, Integer::sum);
    }

    private static One<Integer> plainScore(String word) {
        One<Integer> ofLetters = plainHistogram(word)
                .flatMap(letter -> Many.just(Scrabble.score(letter)))
                .reduce(0, Integer::sum);
        One<Integer> ofBestDouble = Many.just(plainLetters(word).take(3), plainLetters(word).skip(3))
                .flatMap(half -> half)
                .flatMap(letter -> Many.just(Scrabble.score(letter)))
                .reduce(Integer::max);
        return Many.just(ofLetters, ofLetters, ofBestDouble, ofBestDouble, One.just(Scrabble.bonus(word)))
                .flatMap(part -> part)
                .reduce(0, Integer::sum);
    }

    @Override
    public List<Map.Entry<Integer, List<String>>> scrabbleOptimised(Scrabble game) {
        return get(Many.fromIterable(game.words())
                .filter(word -> game.isAllowed(word) && get(canBeLaid(word)))
                .collect(Scrabble::table, (table, word) -> Scrabble.enter(table, get(score(word)), word))
                .flatMapMany(table -> Many.fromIterable(table.entrySet()))
                .take(3)
                .collectList());
    }

    private static Many<Integer> letters(String word) {
        return Many.range(0, word.length()).map(index -> Scrabble.letterAt(word, index));
    }

    private static Many<Map.Entry<Integer, Scrabble.Count>> histogram(String word) {
        return letters(word)
                .collect(Scrabble::histogram, Scrabble::count)
                .flatMapMany(histogram -> Many.fromIterable(histogram.entrySet()));
    }

    private static One<Boolean> canBeLaid(String word) {
        return histogram(word).map(Scrabble::blanks).reduce(0, Integer::sum).map(Scrabble::isEnoughFor);
    }

    private static One<Integer> score(String word) {
        One<Integer> ofLetters =
                histogram(word).map(letter -> Scrabble.score(letter)).reduce(0, Integer::sum);
        One<Integer> ofBestDouble = Many.concat(letters(word).take(3), letters(word).skip(3))
                .map(letter -> Scrabble.score(letter))
                .reduce(Integer::max);
        return Many.concat(ofLetters, ofBestDouble).reduce(0, Integer::sum).map(sum -> Scrabble.total(word, sum));
    }

    /** Returns the result of a synchronous pipeline, on the calling thread. */
    private static <T> T get(One<T> one) {
        return Objects.requireNonNull(one.toFuture().join());
    }
}
