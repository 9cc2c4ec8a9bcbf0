package io.nagare.engine.ownership;

import io.nagare.Many;
import java.util.List;

/** The random pipeline of a seed: a source, some stages, and other pipelines that are merged in. */
final class Pipelines {

    private static final int DEPTH = 2;

    private final Draw draw;
    private final Books books;
    private final Sources sources;
    private final Stages stages;

    Pipelines(Draw draw, Books books, Places places) {
        this.draw = draw;
        this.books = books;
        sources = new Sources(draw, books, places);
        stages = new Stages(draw, books, places, draw.chance(30));
    }

    /** Returns a pipeline that discards its lost tokens by an action, or closes them. */
    Many<Token> any() {
        Many<Token> stream = pipeline(0);
        if (draw.either()) {
            draw.say("doOnDiscard");
            return stream.doOnDiscard(Token.class, Token::discard);
        }
        return stream;
    }

    private Many<Token> pipeline(int depth) {
        Many<Token> stream = sources.any().doFirst(books::begun).doFinally(end -> books.ended());
        for (int i = draw.between(1, depth == 0 ? 5 : 2); i > 0; i--) {
            stream = depth < DEPTH && draw.chance(8) ? combined(stream, depth) : stages.any(stream);
        }
        return stream;
    }

    private Many<Token> combined(Many<Token> stream, int depth) {
        int kind = draw.between(0, 4);
        draw.say("combined " + kind + " [");
        Many<Token> other = pipeline(depth + 1);
        draw.say("]");
        return switch (kind) {
            case 0 -> stream.mergeWith(other);
            case 1 -> stream.concatWith(other);
            case 2 -> Many.race(stream, other);
            case 3 -> stream.onErrorResume(failure -> other);
            default -> Many.merge(List.of(stream, other), stages.flatten());
        };
    }
}
