package io.nagare.bench.operators;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.openjdk.jmh.infra.Blackhole;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The pipelines in Reactor. */
final class ReactorPipelines implements Pipelines {

    private final List<Integer> list = IntStream.range(0, ITEMS).boxed().toList();
    private final List<List<Integer>> fours = Pipelines.fours();

    private final Flux<Integer> range = Flux.range(0, ITEMS);
    private final Flux<Integer> mapFilterMap =
            Flux.range(0, ITEMS).map(i -> i + 1).filter(i -> (i & 1) == 0).map(i -> i * 2);
    private final Flux<Integer> tenMaps = Flux.range(0, ITEMS)
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
    private final Flux<String> listFilterMap =
            Flux.fromIterable(list).filter(i -> i % 10 == 0).map(i -> "item");
    private final Mono<Integer> mapReduce = Flux.range(0, ITEMS).map(i -> i ^ 1).reduce(0, Integer::sum);
    private final Flux<Integer> skipTake = Flux.fromIterable(list).skip(ITEMS / 10).take(ITEMS / 2);
    private final Flux<Integer> flatMapRange =
            Flux.range(0, OUTER_ITEMS).flatMap(i -> Flux.range(i, INNER_ITEMS));
    private final Flux<Integer> flatMapJust = Flux.range(0, ITEMS).flatMap(i -> Flux.just(i));
    private final Flux<Integer> concatMapRange =
            Flux.range(0, OUTER_ITEMS).concatMap(i -> Flux.range(i, INNER_ITEMS));
    private final Flux<Integer> concatMapJust = Flux.range(0, ITEMS).concatMap(i -> Flux.just(i));
    private final Flux<Integer> flatMapIterable = Flux.range(0, OUTER_ITEMS).flatMapIterable(i -> fours.get(i));
    private final Flux<Integer> merge = Flux.merge(
            Flux.range(0, OUTER_ITEMS),
            Flux.range(1, OUTER_ITEMS),
            Flux.range(2, OUTER_ITEMS),
            Flux.range(3, OUTER_ITEMS));
    private final Flux<Integer> zip = Flux.zip(Flux.range(0, ITEMS), Flux.range(1, ITEMS), Integer::sum);
    private final Flux<Integer> groupBy = Flux.range(0, ITEMS).groupBy(i -> i & 7).flatMap(group -> group);
    private final Mono<List<Integer>> collectList = Flux.range(0, ITEMS).collectList();
    private final Mono<Integer> just = Mono.just(1);
    private final Mono<Integer> oneChain =
            Mono.just(1).map(i -> i + 1).filter(i -> i > 0).map(i -> i * 3);
    private final Mono<Integer> oneFlatMap =
            Mono.fromCallable(() -> 1).flatMap(i -> Mono.just(i).map(j -> j + 1));
    private final Mono<Integer> oneZip =
            Mono.zip(Mono.fromCallable(() -> 1), Mono.fromCallable(() -> 2), Integer::sum);

    private static <T> void consume(Publisher<T> pipeline, Blackhole sink) {
        pipeline.subscribe(new Consuming.ByReactor<>(sink));
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
        consume(Mono.just(2).map(i -> i + 2).filter(i -> i > 1).map(i -> i * 5), sink);
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
        return get(Flux.fromIterable(game.words())
                .filter(game::isAllowed)
                .filter(word -> get(plainBlanks(word).flatMap(blanks -> Mono.just(Scrabble.isEnoughFor(blanks)))))
                .collect(Scrabble::table, (table, word) -> Scrabble.enter(table, get(plainScore(word)), word))
                .flatMapMany(table -> Flux.fromIterable(table.entrySet()))
                .take(3)
                .collectList());
    }

    private static Flux<Integer> plainLetters(String word) {
        return Flux.fromIterable(Scrabble.letters(word));
    }

    private static Flux<Map.Entry<Integer, Scrabble.Count>> plainHistogram(String word) {
        return plainLetters(word)
                .collect(Scrabble::histogram, Scrabble::count)
                .flatMapMany(histogram -> Flux.fromIterable(histogram.entrySet()));
    }

    private static Mono<Integer> plainBlanks(String word) {
        return plainHistogram(word)
                .flatMap(letter -> Flux.just(Scrabble.blanks(letter)))
                .reduce(0, Integer::sum);
    }

    private static Mono<Integer> plainScore(String word) {
        Mono<Integer> ofLetters = plainHistogram(word)
                .flatMap(letter -> Flux.just(Scrabble.score(letter)))
                .reduce(0, Integer::sum);
        Mono<Integer> ofBestDouble = Flux.just(plainLetters(word).take(3), plainLetters(word).skip(3))
                .flatMap(half -> half)
                .flatMap(letter -> Flux.just(Scrabble.score(letter)))
                .reduce(Integer::max);
        return Flux.just(ofLetters, ofLetters, ofBestDouble, ofBestDouble, Mono.just(Scrabble.bonus(word)))
                .flatMap(part -> part)
                .reduce(0, Integer::sum);
    }

    @Override
    public List<Map.Entry<Integer, List<String>>> scrabbleOptimised(Scrabble game) {
        return get(Flux.fromIterable(game.words())
                .filter(word -> game.isAllowed(word) && get(canBeLaid(word)))
                .collect(Scrabble::table, (table, word) -> Scrabble.enter(table, get(score(word)), word))
                .flatMapIterable(Map::entrySet)
                .take(3)
                .collectList());
    }

    private static Flux<Integer> letters(String word) {
        return Flux.range(0, word.length()).map(index -> Scrabble.letterAt(word, index));
    }

    private static Flux<Map.Entry<Integer, Scrabble.Count>> histogram(String word) {
        return letters(word).collect(Scrabble::histogram, Scrabble::count).flatMapIterable(Map::entrySet);
    }

    private static Mono<Boolean> canBeLaid(String word) {
        return histogram(word).map(Scrabble::blanks).reduce(0, Integer::sum).map(Scrabble::isEnoughFor);
    }

    private static Mono<Integer> score(String word) {
        Mono<Integer> ofLetters =
                histogram(word).map(letter -> Scrabble.score(letter)).reduce(0, Integer::sum);
        Mono<Integer> ofBestDouble = Flux.concat(letters(word).take(3), letters(word).skip(3))
                .map(letter -> Scrabble.score(letter))
                .reduce(Integer::max);
        return Flux.concat(ofLetters, ofBestDouble).reduce(0, Integer::sum).map(sum -> Scrabble.total(word, sum));
    }

    /** Returns the result of a synchronous pipeline, on the calling thread. */
    private static <T> T get(Mono<T> mono) {
        return Objects.requireNonNull(mono.block());
    }
}
