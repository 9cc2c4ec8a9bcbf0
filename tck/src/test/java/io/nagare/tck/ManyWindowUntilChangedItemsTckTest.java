package io.nagare.tck;

import io.nagare.Many;

/** A window of {@code Many.windowUntilChanged(Function,int)}. */
public class ManyWindowUntilChangedItemsTckTest extends PartTck {

    @Override
    protected Many<Many<Integer>> parts(Many<Integer> source) {
        return source.windowUntilChanged(item -> 0, 2);
    }
}
