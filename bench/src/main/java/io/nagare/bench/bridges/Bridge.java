package io.nagare.bench.bridges;

import io.nagare.Many;
import io.nagare.One;

/**
 * The bridge of this library to another one, as its users cross it.
 *
 * @param <S> the other library's type of streams
 * @param <O> the other library's type of a stream of at most one item
 */
interface Bridge<S, O> {

    S to(Many<Integer> many);

    O oneTo(One<Integer> one);

    Many<Integer> from(S stream);

    One<Integer> oneFrom(O one);
}
