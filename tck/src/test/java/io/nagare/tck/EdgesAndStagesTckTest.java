package io.nagare.tck;

import io.nagare.Many;

/** The two edges with stages that count demand between them. */
public class EdgesAndStagesTckTest extends ProcessorTck {

    public EdgesAndStagesTckTest() {
        super(in -> in.map(i -> i).filter(i -> true).concatMap(Many::just));
    }
}
