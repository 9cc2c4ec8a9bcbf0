package io.nagare.bench.operators;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.MaybeObserver;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.disposables.Disposable;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.openjdk.jmh.infra.Blackhole;

/** The pipelines in RxJava: {@code Flowable} for many, {@code Single} and {@code Maybe} for one. */
final class RxPipelines implements Pipelines {

    private final List<Integer> list = IntStream.range(0, ITEMS).boxed().toList();
    private final List<List<Integer>> fours = Pipelines.fours();

    private final Flowable<Integer> range = Flowable.range(0, ITEMS);
    private final Flowable<Integer> mapFilterMap =
            Flowable.range(0, ITEMS).map(i -> i + 1).filter(i -> (i & 1) == 0).map(i -> i * 2);
    private final Flowable<Integer> tenMaps = Flowable.range(0, ITEMS)
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
    private final Flowable<String> listFilterMap =
            Flowable.fromIterable(list).filter(i -> i % 10 == 0).map(i -> "item");
    private final Single<Integer> mapReduce =
            Flowable.range(0, ITEMS).map(i -> i ^ 1).reduce(0, Integer::sum);
    private final Flowable<Integer> skipTake =
            Flowable.fromIterable(list).skip(ITEMS / 10).take(ITEMS / 2);
    private final Flowable<Integer> flatMapRange =
            Flowable.range(0, OUTER_ITEMS).flatMap(i -> Flowable.range(i, INNER_ITEMS));
    private final Flowable<Integer> flatMapJust = Flowable.range(0, ITEMS).flatMap(i -> Flowable.just(i));
    private final Flowable<Integer> concatMapRange =
            Flowable.range(0, OUTER_ITEMS).concatMap(i -> Flowable.range(i, INNER_ITEMS));
    private final Flowable<Integer> concatMapJust = Flowable.range(0, ITEMS).concatMap(i -> Flowable.just(i));
    private final Flowable<Integer> flatMapIterable =
            Flowable.range(0, OUTER_ITEMS).flatMapIterable(i -> fours.get(i));
    private final Flowable<Integer> merge = Flowable.merge(
            Flowable.range(0, OUTER_ITEMS),
            Flowable.range(1, OUTER_ITEMS),
            Flowable.range(2, OUTER_ITEMS),
            Flowable.range(3, OUTER_ITEMS));
    private final Flowable<Integer> zip =
            Flowable.zip(Flowable.range(0, ITEMS), Flowable.range(1, ITEMS), Integer::sum);
    private final Flowable<Integer> groupBy =
            Flowable.range(0, ITEMS).groupBy(i -> i & 7).flatMap(group -> group);
    private final Single<List<Integer>> collectList = Flowable.range(0, ITEMS).toList();
    private final Single<Integer> just = Single.just(1);
    private final Maybe<Integer> oneChain =
            Single.just(1).map(i -> i + 1).filter(i -> i > 0).map(i -> i * 3);
    private final Single<Integer> oneFlatMap =
            Single.fromCallable(() -> 1).flatMap(i -> Single.just(i).map(j -> j + 1));
    private final Single<Integer> oneZip =
            Single.zip(Single.fromCallable(() -> 1), Single.fromCallable(() -> 2), Integer::sum);

    private static <T> void consume(Flowable<T> pipeline, Blackhole sink) {
        pipeline.subscribe(new Consuming.ByRx<>(sink));
    }

    private static <T> void consume(Single<T> pipeline, Blackhole sink) {
        pipeline.subscribe(new ConsumingOne<>(sink));
    }

    private static <T> void consume(Maybe<T> pipeline, Blackhole sink) {
        pipeline.subscribe(new ConsumingOne<>(sink));
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
        consume(Single.just(2).map(i -> i + 2).filter(i -> i > 1).map(i -> i * 5), sink);
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
        return Flowable.fromIterable(game.words())
                .filter(game::isAllowed)
                .filter(word -> plainBlanks(word)
                        .flatMap(blanks -> Single.just(Scrabble.isEnoughFor(blanks)))
                        .blockingGet())
                .collect(Scrabble::table, (table, word) -> Scrabble.enter(table, plainScore(word).blockingGet(), word))
                .flatMapPublisher(table -> Flowable.fromIterable(table.entrySet()))
                .take(3)
                .toList()
                .blockingGet();
    }

    private static Flowable<Integer> plainLetters(String word) {
        return Flowable.fromIterable(Scrabble.letters(word));
    }

    private static Flowable<Map.Entry<Integer, Scrabble.Count>> plainHistogram(String word) {
        return plainLetters(word)
                .collect(Scrabble::histogram, Scrabble::count)
                .flatMapPublisher(histogram -> Flowable.fromIterable(histogram.entrySet()));
    }

    private static Single<Integer> plainBlanks(String word) {
        return plainHistogram(word)
                .flatMap(letter -> Flowable.just(Scrabble.blanks(letter)))
                .reduce(0, Integer::sum);
    }

    private static Single<Integer> plainScore(String word) {
        Flowable<Integer> ofLetters = plainHistogram(word)
                .flatMap(letter -> Flowable.just(Scrabble.score(letter)))
                .reduce(0, Integer::sum)
                .toFlowable();
        Flowable<Integer> ofBestDouble = Flowable.just(plainLetters(word).take(3), plainLetters(word).skip(3))
                .flatMap(half -> half)
                .flatMap(letter -> Flowable.just(Scrabble.score(letter)))
                .reduce(Integer::max)
                .toFlowable();
        return Flowable.just(ofLetters, ofLetters, ofBestDouble, ofBestDouble, Flowable.just(Scrabble.bonus(word)))
                .flatMap(part -> part)
                .reduce(0, Integer::sum);
    }

    @Override
    public List<Map.Entry<Integer, List<String>>> scrabbleOptimised(Scrabble game) {
        return Flowable.fromIterable(game.words())
                .filter(word -> game.isAllowed(word) && canBeLaid(word).blockingGet())
                .collect(Scrabble::table, (table, word) -> Scrabble.enter(table, score(word).blockingGet(), word))
                .flattenAsFlowable(Map::entrySet)
                .take(3)
                .toList()
                .blockingGet();
    }

    private static Flowable<Integer> letters(String word) {
        return Flowable.range(0, word.length()).map(index -> Scrabble.letterAt(word, index));
    }

    private static Flowable<Map.Entry<Integer, Scrabble.Count>> histogram(String word) {
        return letters(word).collect(Scrabble::histogram, Scrabble::count).flattenAsFlowable(Map::entrySet);
    }

    private static Single<Boolean> canBeLaid(String word) {
        return histogram(word).map(Scrabble::blanks).reduce(0, Integer::sum).map(Scrabble::isEnoughFor);
    }

    private static Single<Integer> score(String word) {
        Single<Integer> ofLetters =
                histogram(word).map(letter -> Scrabble.score(letter)).reduce(0, Integer::sum);
        Maybe<Integer> ofBestDouble = Flowable.concat(letters(word).take(3), letters(word).skip(3))
                .map(letter -> Scrabble.score(letter))
                .reduce(Integer::max);
        return Maybe.concat(ofLetters.toMaybe(), ofBestDouble)
                .reduce(0, Integer::sum)
                .map(sum -> Scrabble.total(word, sum));
    }

    /** Gives one item to the black hole. */
    private record ConsumingOne<T>(Blackhole sink) implements SingleObserver<T>, MaybeObserver<T> {

        @Override
        public void onSubscribe(Disposable subscription) {
            sink.consume(subscription);
        }

        @Override
        public void onSuccess(T item) {
            sink.consume(item);
        }

        @Override
        public void onError(Throwable failure) {
            throw new IllegalStateException("a pipeline has failed", failure);
        }

        @Override
        public void onComplete() {
            sink.consume(true);
        }
    }
}
