package io.nagare.engine.stage;

import io.nagare.Many;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.stage.Stage;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.reactivestreams.Publisher;

/**
 * The mapper that makes a {@link FlatMapSubscriber} a {@code mapPartitioned}: gives each item a publisher that lets those of the
 * earlier items with its key end first. There is one of these to a subscription, on its strand.
 *
 * <p>Always holds: of each key, at most the oldest turn that has not ended is running, and keys without turns are forgotten.
 */
final class Partitions<I, O> implements Function<I, Publisher<O>> {

    private final Stage.MapPartitioned<I, O> stage;
    private final Strand strand;
    private final Map<Object, Lane> lanes = new HashMap<>();

    Partitions(Stage.MapPartitioned<I, O> stage, Strand strand) {
        this.stage = stage;
        this.strand = strand;
    }

    @Override
    public Publisher<O> apply(I item) {
        Object key;
        try {
            key = StageSubscriber.notNull(stage.key().apply(item), "mapPartitioned: the key function");
        } catch (Throwable failure) {
            strand.discard(item);
            throw failure;
        }
        return Many.<O>driven((subscriber, strand) -> queue(key, item, subscriber, strand));
    }

    private void queue(Object key, I item, StrandSubscriber<? super O> downstream, Strand strand) {
        Lane lane;
        try {
            lane = lanes.computeIfAbsent(key, Lane::new);
        } catch (Throwable failure) {
            // The key's methods are the user's.
            strand.discard(item);
            EndedSubscription.threw(downstream, failure);
            return;
        }
        PartitionTurn<I, O> turn = new PartitionTurn<>(item, stage.mapper(), lane::advance, downstream, strand);
        lane.turns.add(turn);
        downstream.onSubscribe(turn);
        lane.advance();
    }

    /** The turns of one key, oldest first. */
    private final class Lane {

        final ArrayDeque<PartitionTurn<I, O>> turns = new ArrayDeque<>(2);
        private final Object key;
        private boolean advancing;

        Lane(Object key) {
            this.key = key;
        }

        private void forget() {
            try {
                lanes.remove(key);
            } catch (Throwable failure) {
                lanes.values().removeIf(other -> other == this);
            }
        }

        /** Starts the oldest turn, and the one behind it if that ends at once. A loop, since very many may. */
        void advance() {
            if (advancing) {
                return;
            }
            advancing = true;
            for (PartitionTurn<I, O> turn = turns.peek(); turn != null; turn = turns.peek()) {
                turn.start();
                if (!turn.hasEnded()) {
                    break;
                }
                turns.remove();
            }
            advancing = false;
            if (turns.isEmpty()) {
                forget();
            }
        }
    }
}
