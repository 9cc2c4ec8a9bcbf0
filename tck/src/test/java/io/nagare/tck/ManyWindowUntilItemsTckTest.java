package io.nagare.tck;

import io.nagare.Many;

/** A window of {@code Many.windowUntil(Predicate,int)}. */
public class ManyWindowUntilItemsTckTest extends PartTck {

    @Override
    protected Many<Many<Integer>> parts(Many<Integer> source) {
        return source.windowUntil(item -> false, 2);
    }
}
