package io.nagare.engine.ownership;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Unfolded;
import io.nagare.channel.Mpsc;
import io.nagare.policy.Flatten;
import io.nagare.sync.CancellationToken;
import io.nagare.sync.JoinSet;
import io.nagare.sync.Joined;
import io.nagare.sync.Permits;
import io.nagare.sync.ReadWrite;
import io.nagare.sync.TaskTracker;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Stages that hold something while they run: a resource, a permit, a set of tasks, a channel. */
final class ResourceStages {

    private final Draw draw;
    private final Books books;
    private final Places places;
    private final Mappers mappers;

    ResourceStages(Draw draw, Books books, Places places, Mappers mappers) {
        this.draw = draw;
        this.books = books;
        this.places = places;
        this.mappers = mappers;
    }

    Many<Token> any(Many<Token> upstream) {
        return switch (draw.between(0, 9)) {
            case 0 -> {
                draw.say("using");
                yield Many.using(this::acquire, resource -> upstream, resource -> books.released());
            }
            case 1 -> usingWhen(upstream);
            case 2 -> {
                draw.say("withPermit");
                Permits permits = Permits.of(2);
                books.inTheEnd("both permits are back", () -> permits.available() == 2);
                yield permits.withPermit(upstream);
            }
            case 3 -> throughChannel(upstream);
            case 5 -> cancelledByToken(upstream);
            case 6 -> {
                draw.say("track");
                TaskTracker tracker = TaskTracker.create();
                books.inTheEnd("a tracker tracks nothing", () -> tracker.size() == 0);
                yield tracker.track(upstream);
            }
            case 7 -> {
                draw.say("writingMany, readingMany");
                ReadWrite<String> lock = ReadWrite.of("locked");
                yield lock.withWriteLockMany(guard -> upstream)
                        .concatWith(lock.withReadLockMany(value -> Many.empty()));
            }
            case 8 -> spawnedParts(upstream);
            case 4 -> joined(upstream);
            default -> spawned(upstream);
        };
    }

    private Integer acquire() {
        books.acquired();
        return 1;
    }

    /**
     * On a runtime that is closed under it, a release that waits may never run. So such a release is left out there.
     */
    private Many<Token> usingWhen(Many<Token> upstream) {
        boolean elsewhere = draw.either();
        boolean waits = draw.either() && !places.closing();
        draw.say("usingWhen" + (elsewhere ? " elsewhere" : "") + (waits ? " waiting" : ""));
        if (elsewhere && places.closing()) {
            return upstream;
        }
        Nagare runtime = places.any(draw);
        One<Integer> acquired = One.fromCallable(this::acquire);
        One<Void> released = One.fromRunnable(books::released);
        return Many.usingWhen(
                elsewhere ? acquired.runOn(runtime) : acquired,
                resource -> upstream,
                resource -> waits ? One.delay(Duration.ofMillis(1)).then(released) : released);
    }

    /** Sends all tokens into a channel and receives them again. */
    private Many<Token> throughChannel(Many<Token> upstream) {
        int capacity = draw.between(0, 4);
        Nagare runtime = places.any(draw);
        draw.say("sendTo(" + capacity + ")");
        return Many.defer(() -> {
            Mpsc<Token> channel = capacity == 0 ? Mpsc.unbounded() : Mpsc.bounded(capacity);
            books.clearing(() -> ChannelSources.empty(channel));
            Many<Token> sending = upstream.sendTo(channel)
                    .<Token>thenMany(Many.empty())
                    .doFinally(end -> channel.close());
            return Many.merge(List.of(channel.receiver(), sending.runOn(runtime)), Flatten.concurrency(2));
        });
    }

    private Many<Token> cancelledByToken(Many<Token> upstream) {
        Runnable pause = draw.pause();
        draw.say("runUntilCancelled");
        return Many.defer(() -> {
            CancellationToken token = CancellationToken.create();
            places.elsewhere(books, () -> {
                pause.run();
                token.cancel();
            });
            return token.child().runUntilCancelled(upstream);
        });
    }

    /** Runs a task for each window. */
    private Many<Token> spawnedParts(Many<Token> upstream) {
        Nagare runtime = places.any(draw);
        int concurrency = draw.between(1, 6);
        int size = draw.between(1, 6);
        boolean elsewhere = draw.either();
        draw.say("window, spawnEach(" + concurrency + ")");
        Many<Many<Token>> windows =
                draw.either() ? upstream.window(size) : upstream.windowTimeout(size, Duration.ofMillis(1));
        return windows.spawnEach(
                        concurrency,
                        window -> (elsewhere ? window.runOn(runtime) : window).doOnNext(Token::consume))
                .runOn(runtime)
                .thenMany(Many.range(0, 1).map(i -> books.make("spawnEach of windows")));
    }

    /** Runs a task for each token of a list, and takes the results as they come. */
    private Many<Token> joined(Many<Token> upstream) {
        Nagare runtime = places.any(draw);
        Function<Token, One<Token>> mapper = mappers.any();
        int size = draw.between(1, 6);
        int taking = draw.between(0, 3);
        draw.say("joinSet(" + size + ", taking " + taking + ")");
        return upstream.buffer(size).concatMap(tokens -> {
            JoinSet<Token> tasks = JoinSet.create();
            books.clearing(() -> empty(tasks));
            books.inTheEnd("a join set is empty", () -> tasks.size() == 0);
            for (Token token : tokens) {
                tasks.spawnOn(runtime, mapper.apply(token));
            }
            return switch (taking) {
                case 0 -> items(tasks.results());
                case 1 -> items(tasks.results().runOn(runtime));
                case 2 -> items(tasks.results().filterWhen(result -> One.just(true).runOn(runtime)));
                default -> Many.unfoldAsync(
                                tasks, from -> from.next().map(result -> new Unfolded<>(from, result)))
                        .as(ResourceStages::items);
            };
        });
    }

    private static Many<Token> items(Many<Joined<Token>> results) {
        return results.mapMulti((result, output) -> {
            if (result.item() != null) {
                output.emit(result.item());
            }
        });
    }

    private static void empty(JoinSet<Token> tasks) {
        tasks.abortAll();
        for (Joined<Token> result = tasks.tryNext(); result != null; result = tasks.tryNext()) {
            if (result.item() != null) {
                result.item().consume();
            }
        }
    }

    /**
     * Runs a task for each token. The task takes its token or fails. In the end the stage emits one new token. It runs
     * on a runtime of this test, because its failures go to the runtime.
     */
    private Many<Token> spawned(Many<Token> upstream) {
        int every = draw.between(2, 9);
        Nagare runtime = places.any(draw);
        int concurrency = draw.between(1, 6);
        draw.say("spawnEach(" + concurrency + ", fails every " + every + ")");
        return upstream.spawnEach(concurrency, token -> {
                    if (token.number() % every == 0) {
                        return One.error(new Planted());
                    }
                    token.lend();
                    return token.number() % 2 == 0 ? One.empty() : One.just(1).runOn(runtime);
                })
                .runOn(runtime)
                .thenMany(Many.range(0, 1).map(i -> books.make("spawnEach")));
    }
}
