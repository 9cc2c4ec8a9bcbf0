package io.nagare.tck;

import reactor.core.publisher.Flux;

/** {@code Pipe} with a pipeline of another library. */
public class PipeOfOthersTckTest extends ProcessorTck {

    public PipeOfOthersTckTest() {
        super(in -> Flux.from(in).map(item -> item).hide());
    }
}
