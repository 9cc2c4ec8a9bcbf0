package io.nagare.tck;

/** {@code Pipe}: the two edges of a strand, one after the other. */
public class EdgesTckTest extends ProcessorTck {

    public EdgesTckTest() {
        super(in -> in);
    }
}
