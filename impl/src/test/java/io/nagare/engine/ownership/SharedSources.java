package io.nagare.engine.ownership;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.channel.Oneshot;
import io.nagare.policy.Flatten;
import io.nagare.policy.Sharing;
import java.time.Duration;
import java.util.List;

/** Streams that several subscribers share. They carry numbers, and each subscriber makes its own tokens from them. */
final class SharedSources {

    private final Draw draw;
    private final Books books;
    private final Places places;

    SharedSources(Draw draw, Books books, Places places) {
        this.draw = draw;
        this.books = books;
        this.places = places;
    }

    Many<Token> any(int count) {
        Nagare runtime = places.any(draw);
        Many<Integer> numbers = numbers(count);
        int first = draw.between(1, count + 5);
        int second = draw.between(1, count + 5);
        return switch (draw.between(0, 4)) {
            case 0 -> {
                draw.say("publish");
                yield tokens("publish", counted(numbers)
                        .publish(shared -> Many.merge(shared.take(first), shared.runOn(runtime).take(second))));
            }
            case 1 -> {
                int last = draw.between(1, 5);
                draw.say("replay(" + last + ")");
                yield twice("replay", counted(untilCleared(numbers)).replay(last), first, second, runtime);
            }
            case 2 -> {
                draw.say("memoize");
                One<Integer> remembered = counted(untilCleared(numbers)).last().memoize();
                yield Many.range(0, 4)
                        .flatMap(i -> i % 2 == 0 ? remembered : remembered.runOn(runtime), Flatten.concurrency(3))
                        .map(number -> books.make("memoize"));
            }
            default -> twice("share", counted(numbers).share(sharing()), first, second, runtime);
        };
    }

    private Many<Integer> numbers(int count) {
        return switch (draw.between(0, 2)) {
            case 0 -> Many.range(0, count);
            case 1 -> Many.range(0, count).runOn(places.any(draw));
            default -> Many.range(0, Math.min(count, 3)).delayElements(Duration.ofMillis(1));
        };
    }

    private Sharing sharing() {
        int capacity = draw.between(1, 6);
        Sharing sharing = switch (draw.between(0, 2)) {
            case 0 -> Sharing.slowestPaces(capacity);
            case 1 -> Sharing.laggardsSkip(capacity);
            default -> Sharing.laggardsFail(capacity);
        };
        if (draw.chance(30)) {
            sharing = sharing.replay(draw.between(1, 3));
        }
        if (draw.chance(30)) {
            sharing = sharing.disconnectAfter(draw.millis(1, 3));
        }
        Sharing.End[] ends = Sharing.End.values();
        sharing = sharing.remember(ends[draw.between(0, ends.length - 1)]);
        draw.say("share(" + sharing.laggards() + " " + capacity + ", grace "
                + sharing.grace() + ", replay " + sharing.replay() + ", " + sharing.end() + ")");
        return sharing;
    }

    private Many<Token> twice(String origin, Many<Integer> shared, int first, int second, Nagare runtime) {
        return Many.merge(
                List.of(
                        tokens(origin, shared.take(first)),
                        tokens(origin, shared.runOn(runtime).take(second)),
                        tokens(origin, shared.take(second)).runOn(runtime)),
                Flatten.concurrency(3));
    }

    /** A source with remembered items keeps running without subscribers, so the clearing ends it. */
    private Many<Integer> untilCleared(Many<Integer> numbers) {
        Oneshot<Integer> cleared = Oneshot.create();
        books.clearing(cleared::complete);
        return numbers.takeUntil(cleared.closed());
    }

    private Many<Integer> counted(Many<Integer> numbers) {
        return numbers.doFirst(books::begun).doFinally(end -> books.ended());
    }

    private Many<Token> tokens(String origin, Many<Integer> numbers) {
        return numbers.map(number -> books.make(origin));
    }
}
