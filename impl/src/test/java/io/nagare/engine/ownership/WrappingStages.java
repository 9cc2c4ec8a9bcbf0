package io.nagare.engine.ownership;

import io.nagare.Indexed;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Timed;
import io.nagare.Unfolded;
import io.nagare.policy.Overflow;
import java.time.Duration;
import java.util.List;

/**
 * Stages that put a token into another object, pass that on, and take the token out again. Also stages that make more
 * tokens, or one token of several.
 */
final class WrappingStages {

    private final Draw draw;
    private final Books books;
    private final Places places;

    WrappingStages(Draw draw, Books books, Places places) {
        this.draw = draw;
        this.books = books;
        this.places = places;
    }

    Many<Token> any(Many<Token> upstream) {
        switch (draw.between(0, 10)) {
            case 0:
                draw.say("index");
                return carried(upstream.index()).map(Indexed::item);
            case 1:
                draw.say("timed");
                return carried(upstream.timed()).map(Timed::item);
            case 2:
                draw.say("materialize");
                return Many.dematerialize(carried(upstream.materialize()));
            case 3:
                draw.say("buffer, carried");
                return carried(upstream.buffer(draw.between(1, 5))).concatMap(this::again);
            case 4:
                draw.say("unfoldAsync");
                return upstream.concatWith(unfolded());
            case 5:
                draw.say("expand");
                return upstream.expand(1_000, this::expanded);
            case 6:
                draw.say("mapMulti");
                return upstream.mapMulti((token, output) -> {
                    output.emit(token);
                    output.emit(books.make("mapMulti"));
                });
            case 7:
                draw.say("reduce");
                return carried(upstream.reduce((older, newer) -> {
                            older.consume();
                            return newer;
                        })
                        .toMany());
            case 8:
                draw.say("zip of tokens");
                Many<Token> other = carried(Many.range(0, draw.between(1, 30)).map(i -> books.make("zip")));
                return upstream.zipWith(other, (token, counterpart) -> {
                    counterpart.consume();
                    return token;
                });
            case 9:
                draw.say("zip of several tokens");
                List<Many<Token>> three = List.of(upstream, made("first"), carried(made("second")));
                return Many.zip(three, row -> {
                    row.get(1).consume();
                    row.get(2).consume();
                    return row.get(0);
                });
            default:
                draw.say("collectList");
                return carried(upstream.collectList().toMany()).concatMap(this::again);
        }
    }

    private Many<Token> made(String origin) {
        return Many.range(0, draw.between(1, 30)).map(i -> books.make(origin));
    }

    /** Passes the stream to another strand, where it may have to wait, or leaves it where it is. */
    private <T> Many<T> carried(Many<T> stream) {
        Nagare runtime = places.any(draw);
        return switch (draw.between(0, 4)) {
            case 0 -> stream;
            case 1 -> stream.runOn(runtime);
            case 2 -> stream.runOn(runtime).filterWhen(item -> One.just(true).runOn(runtime));
            case 3 -> stream.take(3).delayElements(Duration.ofMillis(1));
            default -> stream.limitRate(2).runOn(runtime).onOverflow(Overflow.unbounded());
        };
    }

    private Many<Token> again(List<Token> tokens) {
        tokens.forEach(Token::consume);
        return Many.range(0, tokens.size()).map(i -> books.make("carried list"));
    }

    private Many<Token> unfolded() {
        Nagare runtime = places.any(draw);
        int count = draw.between(1, 9);
        boolean elsewhere = draw.either();
        return Many.unfoldAsync(0, number -> {
            if (number == count) {
                return One.empty();
            }
            One<Unfolded<Integer, Token>> next =
                    One.fromCallable(() -> new Unfolded<>(number + 1, books.make("unfoldAsync")));
            return elsewhere ? next.runOn(runtime) : next;
        });
    }

    /** The token itself has been emitted before, so it is not consumed here. */
    private Many<Token> expanded(Token token) {
        return token.number() % 7 == 0 ? Many.range(0, 1).map(i -> books.make("expand")) : Many.empty();
    }
}
