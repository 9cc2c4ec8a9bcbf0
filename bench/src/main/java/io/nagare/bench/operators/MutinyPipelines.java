package io.nagare.bench.operators;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The pipelines in Mutiny: {@code Multi} for many, {@code Uni} for one. A {@code Uni} has no filter, so it becomes a
 * {@code Multi} for that.
 */
final class MutinyPipelines implements Pipelines {

    private final List<Integer> list = IntStream.range(0, ITEMS).boxed().toList();
    private final List<List<Integer>> fours = Pipelines.fours();

    private final Multi<Integer> range = range(0, ITEMS);
    private final Multi<Integer> mapFilterMap =
            range(0, ITEMS).map(i -> i + 1).filter(i -> (i & 1) == 0).map(i -> i * 2);
    private final Multi<Integer> tenMaps = range(0, ITEMS)
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
    private final Multi<String> listFilterMap =
            Multi.createFrom().iterable(list).filter(i -> i % 10 == 0).map(i -> "item");
    private final Uni<Integer> mapReduce = sum(range(0, ITEMS).map(i -> i ^ 1));
    private final Multi<Integer> skipTake =
            Multi.createFrom().iterable(list).skip().first(ITEMS / 10).select().first(ITEMS / 2);
    private final Multi<Integer> flatMapRange =
            range(0, OUTER_ITEMS).onItem().transformToMultiAndMerge(i -> range(i, INNER_ITEMS));
    private final Multi<Integer> flatMapJust =
            range(0, ITEMS).onItem().transformToMultiAndMerge(i -> Multi.createFrom().item(i));
    private final Multi<Integer> concatMapRange =
            range(0, OUTER_ITEMS).onItem().transformToMultiAndConcatenate(i -> range(i, INNER_ITEMS));
    private final Multi<Integer> concatMapJust =
            range(0, ITEMS).onItem().transformToMultiAndConcatenate(i -> Multi.createFrom().item(i));
    private final Multi<Integer> flatMapIterable =
            range(0, OUTER_ITEMS).onItem().transformToIterable(i -> fours.get(i));
    private final Multi<Integer> merge = Multi.createBy()
            .merging()
            .streams(range(0, OUTER_ITEMS), range(1, OUTER_ITEMS), range(2, OUTER_ITEMS), range(3, OUTER_ITEMS));
    private final Multi<Integer> zip =
            Multi.createBy().combining().streams(range(0, ITEMS), range(1, ITEMS)).using(Integer::sum);
    private final Multi<Integer> groupBy =
            range(0, ITEMS).group().by(i -> i & 7).onItem().transformToMultiAndMerge(group -> group);
    private final Uni<List<Integer>> collectList = range(0, ITEMS).collect().asList();
    private final Uni<Integer> just = Uni.createFrom().item(1);
    private final Multi<Integer> oneChain =
            Uni.createFrom().item(1).map(i -> i + 1).toMulti().filter(i -> i > 0).map(i -> i * 3);
    private final Uni<Integer> oneFlatMap =
            Uni.createFrom().item(() -> 1).flatMap(i -> Uni.createFrom().item(i).map(j -> j + 1));
    private final Uni<Integer> oneZip = Uni.combine()
            .all()
            .unis(Uni.createFrom().item(() -> 1), Uni.createFrom().item(() -> 2))
            .with(Integer::sum);

    private static Multi<Integer> range(int start, int count) {
        return Multi.createFrom().range(start, start + count);
    }

    private static Uni<Integer> sum(Multi<Integer> numbers) {
        return numbers.collect().in(() -> new int[1], (sum, i) -> sum[0] += i).map(sum -> sum[0]);
    }

    private static <T> void consume(Multi<T> pipeline, Blackhole sink) {
        pipeline.subscribe(new Consuming.ByFlow<>(sink));
    }

    private static <T> void consume(Uni<T> pipeline, Blackhole sink) {
        pipeline.subscribe().withSubscriber(new ConsumingOne<>(sink));
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
        consume(Uni.createFrom().item(2).map(i -> i + 2).toMulti().filter(i -> i > 1).map(i -> i * 5), sink);
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
        return Multi.createFrom()
                .iterable(game.words())
                .filter(game::isAllowed)
                .filter(word -> get(plainBlanks(word)
                        .flatMap(blanks -> Uni.createFrom().item(Scrabble.isEnoughFor(blanks)))))
                .collect()
                .in(Scrabble::table, (table, word) -> Scrabble.enter(table, get(plainScore(word)), word))
                .onItem()
                .transformToMulti(table -> Multi.createFrom().iterable(table.entrySet()))
                .select()
                .first(3)
                .collect()
                .asList()
                .await()
                .indefinitely();
    }

    private static Multi<Integer> plainLetters(String word) {
        return Multi.createFrom().iterable(Scrabble.letters(word));
    }

    private static Multi<Map.Entry<Integer, Scrabble.Count>> plainHistogram(String word) {
        return plainLetters(word)
                .collect()
                .in(Scrabble::histogram, Scrabble::count)
                .onItem()
                .transformToMulti(histogram -> Multi.createFrom().iterable(histogram.entrySet()));
    }

    private static Uni<Integer> plainBlanks(String word) {
        return sum(plainHistogram(word)
                .flatMap(letter -> Multi.createFrom().item(Scrabble.blanks(letter))));
    }

    private static Uni<Integer> plainScore(String word) {
        Multi<Integer> ofLetters = sum(plainHistogram(word)
                        .flatMap(letter -> Multi.createFrom().item(Scrabble.score(letter))))
                .toMulti();
        Multi<Integer> ofBestDouble = Multi.createBy()
                .merging()
                .streams(plainLetters(word).select().first(3), plainLetters(word).skip().first(3))
                .flatMap(letter -> Multi.createFrom().item(Scrabble.score(letter)))
                .collect()
                .in(() -> new int[1], (best, score) -> best[0] = Math.max(best[0], score))
                .map(best -> best[0])
                .toMulti();
        return sum(Multi.createBy()
                .merging()
                .streams(
                        ofLetters,
                        ofLetters,
                        ofBestDouble,
                        ofBestDouble,
                        Multi.createFrom().item(Scrabble.bonus(word))));
    }

    @Override
    public List<Map.Entry<Integer, List<String>>> scrabbleOptimised(Scrabble game) {
        return Multi.createFrom()
                .iterable(game.words())
                .filter(word -> game.isAllowed(word) && get(canBeLaid(word)))
                .collect()
                .in(Scrabble::table, (table, word) -> Scrabble.enter(table, get(score(word)), word))
                .onItem()
                .transformToMulti(table -> Multi.createFrom().iterable(table.entrySet()))
                .select()
                .first(3)
                .collect()
                .asList()
                .await()
                .indefinitely();
    }

    private static Multi<Integer> letters(String word) {
        return range(0, word.length()).map(index -> Scrabble.letterAt(word, index));
    }

    private static Multi<Map.Entry<Integer, Scrabble.Count>> histogram(String word) {
        return letters(word)
                .collect()
                .in(Scrabble::histogram, Scrabble::count)
                .onItem()
                .transformToMulti(histogram -> Multi.createFrom().iterable(histogram.entrySet()));
    }

    private static Uni<Boolean> canBeLaid(String word) {
        return sum(histogram(word).map(Scrabble::blanks)).map(Scrabble::isEnoughFor);
    }

    private static Uni<Integer> score(String word) {
        Uni<Integer> ofLetters = sum(histogram(word).map(letter -> Scrabble.score(letter)));
        Uni<Integer> ofBestDouble = Multi.createBy()
                .concatenating()
                .streams(letters(word).select().first(3), letters(word).skip().first(3))
                .map(letter -> Scrabble.score(letter))
                .collect()
                .in(() -> new int[1], (best, score) -> best[0] = Math.max(best[0], score))
                .map(best -> best[0]);
        return sum(Multi.createBy().concatenating().streams(ofLetters.toMulti(), ofBestDouble.toMulti()))
                .map(sum -> Scrabble.total(word, sum));
    }

    /** Returns the result of a synchronous pipeline, on the calling thread. */
    private static <T> T get(Uni<T> uni) {
        return uni.await().indefinitely();
    }

    /** Gives one item to the black hole. */
    private record ConsumingOne<T>(Blackhole sink) implements UniSubscriber<T> {

        @Override
        public void onSubscribe(UniSubscription subscription) {
            sink.consume(subscription);
        }

        @Override
        public void onItem(T item) {
            sink.consume(item);
        }

        @Override
        public void onFailure(Throwable failure) {
            throw new IllegalStateException("a pipeline has failed", failure);
        }
    }
}
