package io.nagare.bench.bridges;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.reactor.ReactorNagare;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The bridge to Reactor. */
final class ReactorBridge implements Bridge<Flux<Integer>, Mono<Integer>> {

    @Override
    public Flux<Integer> to(Many<Integer> many) {
        return ReactorNagare.flux(many);
    }

    @Override
    public Mono<Integer> oneTo(One<Integer> one) {
        return ReactorNagare.mono(one);
    }

    @Override
    public Many<Integer> from(Flux<Integer> stream) {
        return ReactorNagare.many(stream);
    }

    @Override
    public One<Integer> oneFrom(Mono<Integer> one) {
        return ReactorNagare.one(one);
    }
}
