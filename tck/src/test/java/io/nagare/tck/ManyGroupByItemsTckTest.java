package io.nagare.tck;

import io.nagare.Grouped;
import io.nagare.Many;
import io.nagare.policy.Grouping;

/** A group of {@code Many.groupBy(Function,Grouping)}. */
public class ManyGroupByItemsTckTest extends PartTck {

    @Override
    protected Many<Many<Integer>> parts(Many<Integer> source) {
        return source.groupBy(item -> 0, Grouping.atMost(1).buffer(2)).map(Grouped::items);
    }
}
