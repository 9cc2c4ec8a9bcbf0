package io.nagare.engine.stage.flatten;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.stage.EndedSubscription;
import io.nagare.engine.stage.StageSubscriber;
import io.nagare.engine.strand.Attachable;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.stage.Stage;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;

/**
 * The mapper that turns a {@link FlatMapSubscriber} into a {@code mapPartitioned}. It gives each item a publisher that
 * first lets the publishers of earlier items with the same key end. Each subscription has one of these, on its strand.
 *
 * <p>Always holds: for each key at most one turn runs, the oldest that has not ended. A key without turns is forgotten.
 */
public final class Partitions<I, O> implements Function<I, Publisher<O>> {

    private final Stage.MapPartitioned<I, O> stage;
    private final Strand strand;
    private final Map<Object, Lane> lanes = new HashMap<>();

    public Partitions(Stage.MapPartitioned<I, O> stage, Strand strand) {
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
        return new QueuedItem(key, item);
    }

    private void queue(Object key, I item, StrandSubscriber<? super O> downstream, Strand strand) {
        Lane lane;
        try {
            lane = lanes.computeIfAbsent(key, Lane::new);
        } catch (Throwable failure) {
            // The key's methods are the user's, and may throw.
            strand.discard(item);
            EndedSubscription.threw(downstream, failure);
            return;
        }
        PartitionTurn<I, O> turn = new PartitionTurn<>(item, stage.mapper(), lane, downstream, strand);
        lane.add(turn);
        downstream.onSubscribe(turn);
        lane.advance();
    }

    /** The publisher of an item, to which {@link FlatMapSubscriber} subscribes. */
    private final class QueuedItem extends Attachable<O> {

        private final Object key;
        private final I item;

        QueuedItem(Object key, I item) {
            this.key = key;
            this.item = item;
        }

        @Override
        public void attach(StrandSubscriber<? super O> subscriber, Strand on) {
            queue(key, item, subscriber, on);
        }

        @Override
        public void subscribe(Subscriber<? super O> subscriber) {
            Egress.serve(subscriber, this, null);
        }
    }

    /** The turns of one key, oldest first: an intrusive linked list. Run when a turn has ended. */
    private final class Lane implements Runnable {

        private final Object key;
        private @Nullable PartitionTurn<I, O> oldest;
        private @Nullable PartitionTurn<I, O> newest;
        private boolean advancing;

        Lane(Object key) {
            this.key = key;
        }

        void add(PartitionTurn<I, O> turn) {
            if (newest == null) {
                oldest = turn;
            } else {
                newest.next = turn;
            }
            newest = turn;
        }

        private void removeOldest(PartitionTurn<I, O> turn) {
            oldest = turn.next;
            if (oldest == null) {
                newest = null;
            }
            turn.next = null;
        }

        private void forget() {
            try {
                lanes.remove(key);
            } catch (Throwable failure) {
                lanes.values().removeIf(other -> other == this);
            }
        }

        @Override
        public void run() {
            advance();
        }

        /** Starts the oldest turn, and the next one if that ends at once. A loop, because very many may. */
        void advance() {
            if (advancing) {
                return;
            }
            advancing = true;
            for (PartitionTurn<I, O> turn = oldest; turn != null; turn = oldest) {
                turn.start();
                if (!turn.hasEnded()) {
                    break;
                }
                removeOldest(turn);
            }
            advancing = false;
            if (oldest == null) {
                forget();
            }
        }
    }
}
