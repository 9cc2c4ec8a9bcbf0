package io.nagare.engine.ownership;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.emit.Emitter;
import io.nagare.policy.Flatten;
import io.nagare.policy.Overflow;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Streams of new tokens. */
final class Sources {

    private final Draw draw;
    private final Books books;
    private final Places places;
    private final ChannelSources channels;
    private final SharedSources shares;

    Sources(Draw draw, Books books, Places places) {
        this.draw = draw;
        this.books = books;
        this.places = places;
        channels = new ChannelSources(draw, books, places);
        shares = new SharedSources(draw, books, places);
    }

    Many<Token> any() {
        int count = draw.between(1, draw.chance(10) ? 300 : 30);
        return switch (draw.between(0, 13)) {
            case 0, 1 -> named("range", count, numbered("range", Many.range(0, count)));
            case 2 -> named("generate", count, numbered("generate", generated(count)));
            case 3 -> named("endless", 0, numbered("endless", generated(500)));
            case 4 -> named("interval", count, numbered("interval", Many.interval(Duration.ofMillis(1)).take(3)));
            case 5 -> named("concat", count, numbered("concat", Many.concat(Many.range(0, count), later())));
            case 6 -> named("create", count, created(count));
            case 7 -> named("blocking", count, blocking(Math.min(count, 20)));
            case 8 -> named("foreign", count, numbered("foreign", foreign(count)));
            case 9, 10, 11 -> channels.any(count);
            default -> shares.any(count);
        };
    }

    private Many<Token> named(String name, int count, Many<Token> stream) {
        draw.say(name + "(" + count + ")");
        return stream;
    }

    private Many<Token> numbered(String origin, Many<?> numbers) {
        return numbers.map(number -> books.make(origin));
    }

    private static Many<Integer> generated(int count) {
        return Many.<Integer, Integer>generate(() -> 0, (number, output) -> {
            if (number == count) {
                output.complete();
            } else {
                output.emit(number);
            }
            return number + 1;
        });
    }

    private static Many<Integer> later() {
        return Many.range(0, 2).delayElements(Duration.ofMillis(1));
    }

    private static Many<Integer> foreign(int count) {
        return Many.from(Flux.range(0, count).publishOn(Schedulers.parallel(), 4));
    }

    private Many<Token> blocking(int count) {
        Runnable pause = draw.pause();
        return Many.range(0, count)
                .flatMap(
                        number -> One.blocking(() -> {
                            if (number % 4 == 0) {
                                pause.run();
                            }
                            return books.make("blocking");
                        }),
                        Flatten.concurrency(draw.between(1, 6)));
    }

    private Many<Token> created(int count) {
        Overflow overflow = switch (draw.between(0, 3)) {
            case 0 -> Overflow.unbounded();
            case 1 -> Overflow.dropNewest(draw.between(1, 9));
            case 2 -> Overflow.dropOldest(draw.between(1, 9));
            default -> Overflow.fail(draw.between(1, 30));
        };
        return Many.create(emitter -> places.elsewhere(books, () -> emit(emitter, count)), overflow);
    }

    private void emit(Emitter<Token> emitter, int count) {
        for (int i = 0; i < count && !emitter.isClosed(); i++) {
            Token token = books.make("create");
            if (!emitter.emit(token)) {
                token.consume();
            }
        }
        emitter.complete();
    }
}
