package io.nagare.bench.idle;

import io.nagare.Many;
import io.reactivex.rxjava3.core.Flowable;
import io.smallrye.mutiny.Multi;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;

/** Subscriptions to a chain of two operators on a source that waits. The chain and its subscriber are made once. */
final class IdleSubscriptions {

    private IdleSubscriptions() {}

    /**
     * Returns a function that subscribes once more at each call and returns the handle that cancels. Empty if the peer
     * has no streams.
     */
    static Optional<Supplier<Object>> of(String peer, WaitingSource source, Steps steps) {
        Consumer<Integer> receiver = steps::take;
        return switch (peer) {
            case "nagare" -> {
                Many<Integer> chain = Many.from(source).map(i -> i + 1).filter(i -> i > 0);
                yield Optional.of(() -> chain.subscribe(receiver));
            }
            case "reactor" -> {
                Flux<Integer> chain = Flux.from(source).map(i -> i + 1).filter(i -> i > 0);
                yield Optional.of(() -> chain.subscribe(receiver));
            }
            case "rxjava" -> {
                Flowable<Integer> chain = Flowable.fromPublisher(source).map(i -> i + 1).filter(i -> i > 0);
                io.reactivex.rxjava3.functions.Consumer<Integer> itsReceiver = steps::take;
                yield Optional.of(() -> chain.subscribe(itsReceiver));
            }
            case "mutiny" -> {
                Multi<Integer> chain = Multi.createFrom().publisher(source).map(i -> i + 1).filter(i -> i > 0);
                yield Optional.of(() -> chain.subscribe().with(receiver));
            }
            default -> Optional.empty();
        };
    }
}
