package io.nagare.tck;

import io.nagare.Many;

/** A window of {@code Many.window(int)}. */
public class ManyWindowItemsTckTest extends PartTck {

    @Override
    protected Many<Many<Integer>> parts(Many<Integer> source) {
        return source.window(1 << 16);
    }
}
