package io.nagare.tck;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.Pipe;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** {@link Pipe} with several pipelines: the edges for its incoming and outgoing items, and the stages between. */
@Execution(ExecutionMode.CONCURRENT)
class ProcessorsTckTest {

    @TestFactory
    Stream<DynamicNode> tck() {
        return Stream.of(
                pipe("of two edges", in -> in),
                pipe("of stages that count demand", in -> in.map(i -> i).filter(i -> true).concatMap(Many::just)),
                pipe("across strands", in -> in.runOn(Nagare.current())),
                pipe("of another library", in -> Flux.from(in).map(item -> item).hide()));
    }

    private static DynamicNode pipe(String name, Function<Many<Integer>, Publisher<Integer>> pipeline) {
        return Verification.of("Pipe.of(Function) " + name, () -> new ProcessorTck(pipeline));
    }
}
