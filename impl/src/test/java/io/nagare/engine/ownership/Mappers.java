package io.nagare.engine.ownership;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.sync.Exclusive;
import io.nagare.sync.Guard;
import io.nagare.sync.Permits;
import io.nagare.sync.Scope;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.reactivestreams.Publisher;

/**
 * Functions that consume a token and return a publisher of a new one. The publisher emits sooner or later, and on any
 * strand.
 */
final class Mappers {

    private final Draw draw;
    private final Books books;
    private final Places places;
    private final boolean failing;

    /** With {@code failing}, some of the functions throw now and then. */
    Mappers(Draw draw, Books books, Places places, boolean failing) {
        this.draw = draw;
        this.books = books;
        this.places = places;
        this.failing = failing;
    }

    Function<Token, One<Token>> any() {
        int kind = draw.between(0, 13);
        int failsAt = failing && draw.chance(30) ? draw.between(5, 20) : 0;
        draw.say("with " + kind + (failsAt == 0 ? "" : ", fails at " + failsAt));
        Nagare runtime = places.any(draw);
        Function<One<Token>, One<Token>> around = around(kind);
        Duration delay = draw.millis(0, 1);
        return token -> {
            int number = token.number();
            token.consume();
            One<Token> next = One.fromCallable(() -> {
                if (failsAt > 0 && number % failsAt == failsAt - 1) {
                    throw new Planted();
                }
                return books.make("mapper " + kind);
            });
            return switch (kind) {
                case 0 -> next;
                case 1, 2 -> next.runOn(runtime);
                case 3 -> One.delay(delay).then(next);
                case 4 -> next.hide();
                case 5 -> Many.range(1, 3).filter(i -> i == 2).flatMap(i -> next).runOn(runtime).next();
                case 6 -> One.blocking(() -> books.make("blocking mapper"));
                case 12 -> One.zip(next, next.runOn(runtime), (kept, other) -> {
                    other.consume();
                    return kept;
                });
                case 13 -> One.race(next.runOn(runtime), One.delay(delay).then(next));
                case 7 -> One.just(1).hide().runOn(runtime).flatMap(i -> next);
                default -> around.apply(next);
            };
        };
    }

    /** Returns a function that holds a permit, a lock, a scope or a task while the publisher runs. */
    private Function<One<Token>, One<Token>> around(int kind) {
        Nagare runtime = places.any(draw);
        return switch (kind) {
            case 8 -> permits(runtime);
            case 9 -> exclusive(runtime);
            case 10 -> scope();
            default -> spawned(runtime);
        };
    }

    private Function<One<Token>, One<Token>> permits(Nagare runtime) {
        int count = draw.between(1, 3);
        Permits permits = Permits.of(count);
        books.inTheEnd("all permits are back", () -> permits.available() == count);
        boolean contended = draw.either();
        return next -> {
            if (contended) {
                places.elsewhere(books, () -> hold(permits, runtime));
            }
            return permits.withPermit(next.runOn(runtime));
        };
    }

    /** Acquires a permit on a thread of the test, waits a short time at most, and releases the permit. */
    private void hold(Permits permits, Nagare runtime) {
        try {
            runtime.blockOn(permits.acquire(), Duration.ofMillis(1)).close();
        } catch (RuntimeException refused) {
            Failures.expect(refused, books);
        }
    }

    private Function<One<Token>, One<Token>> exclusive(Nagare runtime) {
        Exclusive<String> lock = Exclusive.of("locked");
        books.inTheEnd("the lock is free", () -> {
            Guard<String> guard = lock.tryLock();
            if (guard == null) {
                return false;
            }
            guard.close();
            return true;
        });
        return next -> lock.withLock(guard -> next.runOn(runtime));
    }

    /** The tasks return numbers and no tokens, because several subscribers may read the result of a task. */
    private Function<One<Token>, One<Token>> scope() {
        Duration delay = draw.millis(0, 1);
        return next -> Scope.<Long>open(scope -> {
                    List<One<Long>> tasks = List.of(
                            scope.spawn(counted(Many.range(0, 3).count())),
                            scope.spawn(counted(One.delay(delay).thenReturn(1L))));
                    return One.zip(tasks).map(List::size).map(Integer::longValue);
                })
                .then(next);
    }

    private Function<One<Token>, One<Token>> spawned(Nagare runtime) {
        return next -> One.defer(() -> runtime.spawn(counted(One.just(1).hide()))).then(next);
    }

    private One<Long> counted(One<? extends Number> numbers) {
        return numbers.map(Number::longValue).doFirst(books::begun).doFinally(end -> books.ended());
    }

    /** Makes as many new tokens as the list has, one by one. */
    Publisher<Token> again(List<Token> tokens) {
        tokens.forEach(Token::consume);
        return Many.range(0, tokens.size()).map(i -> books.make("list"));
    }
}
