package io.nagare.bench.idle;

import io.nagare.Many;
import io.reactivex.rxjava3.core.Flowable;
import io.smallrye.mutiny.Multi;
import java.util.Optional;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;

/**
 * Subscriptions to a chain of two operators whose source sends nothing and does not end. The chain is made once; each subscription is kept by what it
 * gave to cancel it with.
 */
final class IdleSubscriptions {

    private IdleSubscriptions() {}

    /** Subscribes once more each time; empty if the peer has no streams. */
    static Optional<Supplier<Object>> of(String peer) {
        return switch (peer) {
            case "nagare" -> {
                Many<Integer> chain = Many.<Integer>never().map(i -> i + 1).filter(i -> i > 0);
                yield Optional.of(() -> chain.subscribe(i -> {}));
            }
            case "reactor" -> {
                Flux<Integer> chain = Flux.<Integer>never().map(i -> i + 1).filter(i -> i > 0);
                yield Optional.of(() -> chain.subscribe(i -> {}));
            }
            case "rxjava" -> {
                Flowable<Integer> chain = Flowable.<Integer>never().map(i -> i + 1).filter(i -> i > 0);
                yield Optional.of(() -> chain.subscribe(i -> {}));
            }
            case "mutiny" -> {
                Multi<Integer> chain = Multi.createFrom().<Integer>nothing().map(i -> i + 1).filter(i -> i > 0);
                yield Optional.of(() -> chain.subscribe().with(i -> {}));
            }
            default -> Optional.empty();
        };
    }
}
