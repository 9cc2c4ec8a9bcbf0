package io.nagare.tck;

import static io.nagare.tck.Row.holding;
import static io.nagare.tck.Row.operator;

import io.nagare.mutiny.MutinyNagare;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.Flow;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;

/** The edges to Mutiny, in both directions. Mutiny serves the subscribers of its types. */
final class MutinyTckTest extends Table {

    @Override
    List<Row> rows() {
        return List.of(
                operator(
                        "MutinyNagare.multi(Many)",
                        (upstream, n) -> FlowAdapters.toPublisher(MutinyNagare.multi(upstream.items(n)))),
                holding(
                        "MutinyNagare.uni(One)",
                        (upstream, n) -> FlowAdapters.toPublisher(
                                MutinyNagare.uni(upstream.one(n)).convert().toPublisher()))
                        .atMost(1),
                operator(
                        "MutinyNagare.many(Multi)",
                        (upstream, n) ->
                                MutinyNagare.many(Multi.createFrom().safePublisher(foreign(upstream.items(n))))),
                holding(
                        "MutinyNagare.one(Uni)",
                        (upstream, n) -> MutinyNagare.one(Uni.createFrom().publisher(foreign(upstream.one(n)))))
                        .atMost(1));
    }

    private static <T> Flow.Publisher<T> foreign(Publisher<T> publisher) {
        return FlowAdapters.toFlowPublisher(new Foreign<>(publisher));
    }
}
