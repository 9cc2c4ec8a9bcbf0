package io.nagare.tck;

import static io.nagare.tck.Row.operator;

import io.nagare.reactor.ReactorNagare;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The edges to Project Reactor, in both directions. Reactor serves the subscribers of a Flux. */
final class ReactorTckTest extends Table {

    @Override
    List<Row> rows() {
        return List.of(
                operator(
                        "ReactorNagare.flux(Many)",
                        (upstream, n) ->
                                ReactorNagare.flux(upstream.items(n)).contextWrite(c -> c.put("key", "value"))),
                operator(
                        "ReactorNagare.mono(One)",
                        (upstream, n) ->
                                ReactorNagare.mono(upstream.one(n)).contextWrite(c -> c.put("key", "value")))
                        .atMost(1),
                operator(
                        "ReactorNagare.many(Flux)",
                        (upstream, n) -> ReactorNagare.many(Flux.from(new Foreign<>(upstream.items(n))))),
                operator(
                        "ReactorNagare.one(Mono)",
                        (upstream, n) -> ReactorNagare.one(Mono.fromDirect(new Foreign<>(upstream.one(n)))))
                        .atMost(1));
    }
}
