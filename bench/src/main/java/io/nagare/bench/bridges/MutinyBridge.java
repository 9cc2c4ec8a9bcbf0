package io.nagare.bench.bridges;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.mutiny.MutinyNagare;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** The bridge to Mutiny. */
final class MutinyBridge implements Bridge<Multi<Integer>, Uni<Integer>> {

    @Override
    public Multi<Integer> to(Many<Integer> many) {
        return MutinyNagare.multi(many);
    }

    @Override
    public Uni<Integer> oneTo(One<Integer> one) {
        return MutinyNagare.uni(one);
    }

    @Override
    public Many<Integer> from(Multi<Integer> stream) {
        return MutinyNagare.many(stream);
    }

    @Override
    public One<Integer> oneFrom(Uni<Integer> one) {
        return MutinyNagare.one(one);
    }
}
