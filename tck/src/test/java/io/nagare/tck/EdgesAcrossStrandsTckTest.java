package io.nagare.tck;

import io.nagare.Nagare;

/** Two strands between a foreign publisher and a foreign subscriber. */
public class EdgesAcrossStrandsTckTest extends ProcessorTck {

    public EdgesAcrossStrandsTckTest() {
        super(in -> in.runOn(Nagare.current()));
    }
}
