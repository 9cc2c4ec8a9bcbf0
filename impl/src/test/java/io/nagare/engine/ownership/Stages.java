package io.nagare.engine.ownership;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.TaskLocal;
import io.nagare.channel.Oneshot;
import io.nagare.policy.Flatten;
import io.nagare.policy.Overflow;
import io.nagare.policy.Retry;
import io.nagare.policy.TimeLimits;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Stages behind a stream of tokens. */
final class Stages {

    private static final TaskLocal<String> LOCAL = TaskLocal.named("local");
    private static final Duration MILLI = Duration.ofMillis(1);

    private final Draw draw;
    private final Books books;
    private final Places places;
    private final Mappers mappers;
    private final Parts parts;
    private final ResourceStages resources;
    private final WrappingStages wrapping;
    private final boolean failing;

    Stages(Draw draw, Books books, Places places, boolean failing) {
        this.draw = draw;
        this.books = books;
        this.places = places;
        this.failing = failing;
        mappers = new Mappers(draw, books, places, failing);
        parts = new Parts(draw, places, mappers);
        wrapping = new WrappingStages(draw, books, places);
        resources = new ResourceStages(draw, books, places, mappers);
    }

    Many<Token> any(Many<Token> upstream) {
        return switch (draw.between(0, 13)) {
            case 0 -> {
                draw.say("runOn");
                yield upstream.runOn(places.any(draw));
            }
            case 1, 2, 3 -> flattening(upstream);
            case 4, 5 -> parts.any(upstream);
            case 6, 7 -> resources.any(upstream);
            case 8 -> timed(upstream);
            case 9 -> again(upstream);
            case 10, 11 -> wrapping.any(upstream);
            default -> passing(upstream);
        };
    }

    private Many<Token> flattening(Many<Token> upstream) {
        switch (draw.between(0, 5)) {
            case 0:
                draw.say("concatMap");
                return upstream.concatMap(mappers.any());
            case 1:
                draw.say("switchMap");
                return upstream.switchMap(mappers.any());
            case 2:
                draw.say("mapParallel");
                return upstream.mapParallel(draw.between(1, 6), this::takenOrFailing);
            case 3:
                int keys = draw.between(1, 7);
                draw.say("mapPartitioned");
                return upstream.mapPartitioned(draw.between(1, 8), token -> token.number() % keys, mappers.any());
            default:
                draw.say("flatMap");
                return upstream.flatMap(mappers.any(), flatten());
        }
    }

    /** Options for flattening. */
    Flatten flatten() {
        Flatten options = Flatten.concurrency(draw.between(1, 9)).prefetch(draw.between(1, 5));
        if (draw.chance(40)) {
            options = options.ordered();
        }
        if (draw.chance(30)) {
            options = options.delayingErrors();
        }
        String delaying = options.delaysErrors() ? " delaying" : "";
        draw.say("(" + options.concurrency() + " " + options.order() + delaying + ")");
        return options;
    }

    /** A function that makes one item from another is responsible for the old one. */
    private Token takenOrFailing(Token token) {
        if (failing && token.number() % 23 == 22) {
            token.consume();
            throw new Planted();
        }
        return token;
    }

    /** A filter is responsible for an item that it drops, but not for one at which it throws. */
    private boolean keeps(Token token) {
        if (failing && token.number() % 23 == 22) {
            throw new Planted();
        }
        boolean kept = token.number() % 2 == 0;
        if (!kept) {
            token.consume();
        }
        return kept;
    }

    private Many<Token> timed(Many<Token> upstream) {
        switch (draw.between(0, 7)) {
            case 0:
                draw.say("delayElements");
                return upstream.take(3).delayElements(MILLI);
            case 1:
                draw.say("debounce");
                return upstream.debounce(MILLI);
            case 2:
                draw.say("sample");
                return upstream.sample(MILLI);
            case 3:
                draw.say("throttleFirst");
                return upstream.throttleFirst(MILLI);
            case 4:
                draw.say("timeout");
                return upstream.timeout(draw.millis(1, 5));
            case 5:
                draw.say("timeout, fallback");
                return upstream.timeout(
                        TimeLimits.total(draw.millis(1, 5)),
                        () -> Many.range(0, 3).map(i -> books.make("fallback")));
            case 6:
                draw.say("take for a while");
                return upstream.take(draw.millis(1, 4));
            default:
                draw.say("bufferTimeout");
                return upstream.bufferTimeout(draw.between(1, 9), draw.millis(1, 2)).concatMap(mappers::again);
        }
    }

    private Many<Token> again(Many<Token> upstream) {
        AtomicInteger left = new AtomicInteger(draw.between(1, 3));
        int every = draw.between(1, 30);
        Many<Token> failingAtFirst = upstream.doOnNext(token -> {
            if (token.number() % every == 0 && left.getAndDecrement() > 0) {
                throw new Planted();
            }
        });
        switch (draw.between(0, 2)) {
            case 0:
                draw.say("retry");
                return failingAtFirst.retry(5);
            case 1:
                draw.say("retryWhen");
                return failingAtFirst.retryWhen(
                        failure -> left.decrementAndGet() < -8 ? Many.error(failure) : One.delay(MILLI));
            default:
                draw.say("retry, backoff");
                return failingAtFirst.retry(Retry.times(5).backoff(MILLI, MILLI));
        }
    }

    private Many<Token> passing(Many<Token> upstream) {
        Nagare runtime = places.any(draw);
        switch (draw.between(0, 18)) {
            case 0:
                draw.say("map");
                return upstream.map(token -> token);
            case 1:
                draw.say("buffer");
                return upstream.buffer(draw.between(1, 9)).concatMap(mappers::again);
            case 2:
                draw.say("zip");
                Many<Integer> numbers = Many.range(0, draw.between(1, 100));
                return upstream.zipWith(draw.either() ? numbers : numbers.runOn(runtime), (token, number) -> token);
            case 3:
                boolean elsewhere = draw.either();
                draw.say("filterWhen");
                return upstream.filterWhen(token -> elsewhere ? One.just(true).runOn(runtime) : One.just(true));
            case 4:
                draw.say("limitRate");
                return upstream.limitRate(draw.between(1, 20));
            case 5:
                draw.say("onOverflow");
                return upstream.take(500).onOverflow(overflow());
            case 6:
                draw.say("conflate");
                return upstream.conflate((older, newer) -> {
                    older.consume();
                    return newer;
                });
            case 7:
                draw.say("take");
                return upstream.take(draw.between(1, 50));
            case 8:
                draw.say("takeUntil");
                return upstream.takeUntil(One.just(1).runOn(runtime));
            case 9:
                draw.say("switchOnFirst");
                return upstream.switchOnFirst((first, stream) -> stream);
            case 10:
                draw.say("withLatestFrom");
                return upstream.withLatestFrom(
                        draw.either() ? Many.just(1) : Many.interval(MILLI).take(30), (token, number) -> token);
            case 11:
                draw.say("takeLast");
                return upstream.takeLast(5_000);
            case 13:
                draw.say("takeWhile");
                return upstream.takeWhile(this::keeps);
            case 14:
                draw.say("repeat");
                return upstream.take(20).repeat(1);
            case 15:
                draw.say("throttle");
                return upstream.throttle(draw.between(10, 100), MILLI);
            case 16:
                draw.say("delaySubscription");
                return upstream.delaySubscription(MILLI);
            case 17:
                draw.say("ended from outside");
                return endedFromOutside(upstream);
            case 12:
                draw.say("filter");
                return upstream.filter(this::keeps);
            default:
                draw.say("hidden");
                return upstream.contextWrite(LOCAL, "value").hide().named("name");
        }
    }

    private Many<Token> endedFromOutside(Many<Token> upstream) {
        Runnable pause = draw.pause();
        boolean fails = draw.either();
        return Many.defer(() -> {
            Oneshot<Void> end = Oneshot.create();
            places.elsewhere(books, () -> {
                pause.run();
                if (fails) {
                    end.fail(new Planted());
                } else {
                    end.complete();
                }
            });
            return upstream.takeUntil(end.receiver());
        });
    }

    private Overflow overflow() {
        return switch (draw.between(0, 2)) {
            case 0 -> Overflow.unbounded();
            case 1 -> Overflow.dropOldest(draw.between(1, 5));
            default -> Overflow.dropNewest(draw.between(1, 5));
        };
    }
}
