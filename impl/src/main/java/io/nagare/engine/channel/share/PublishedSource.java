package io.nagare.engine.channel.share;

import io.nagare.Many;
import io.nagare.channel.ChannelClosedException;
import io.nagare.driver.Source;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.channel.ring.RingReader;
import io.nagare.engine.stage.EndedSubscription;
import io.nagare.engine.strand.crossing.Crossing;
import io.nagare.policy.Sharing;
import io.nagare.stage.Programs;
import java.util.Objects;
import java.util.function.Function;
import org.reactivestreams.Publisher;

/**
 * Shares one subscription to a source inside one pipeline. The selector's result is subscribed first, with all
 * subscriptions that it makes at once. Only then the source is connected, so none of these subscribers misses an item.
 */
public final class PublishedSource<T, R> implements Source<R> {

    private final Publisher<? extends T> source;
    private final Sharing sharing;
    private final Function<? super Many<T>, ? extends Publisher<? extends R>> selector;

    /** Shares the source within the publisher that the selector returns, with a buffer of {@code capacity} items. */
    public PublishedSource(
            Publisher<? extends T> source,
            int capacity,
            Function<? super Many<T>, ? extends Publisher<? extends R>> selector) {
        this.source = source;
        this.sharing =
                Sharing.slowestPaces(capacity).neverDisconnect().remember(Sharing.End.REMEMBERED);
        this.selector = selector;
    }

    @Override
    public void subscribe(StrandSubscriber<? super R> subscriber, Strand strand) {
        SharedConnection<T> connection = new SharedConnection<>(sharing, strand.driver().time());
        Many<T> shared = Programs.driven((receiver, on) -> join(connection, receiver, on));
        Publisher<? extends R> result;
        try {
            result = Objects.requireNonNull(selector.apply(shared), "publish: the selector returned null");
        } catch (Throwable failure) {
            EndedSubscription.threw(subscriber, failure);
            return;
        }
        strand.attach(Many.<R>from(result).doFinally(end -> connection.finish()), subscriber);
        connection.connect();
        Crossing.serve(connection, source, strand.driver());
    }

    private static <T> void join(SharedConnection<T> connection, StrandSubscriber<? super T> receiver, Strand strand) {
        RingReader<T> joining = connection.join(receiver, strand);
        if (joining == null) {
            String reason = "publish: the selector's result has ended, and with it what is shared within it";
            Refusal.of(receiver, strand, new ChannelClosedException(reason));
        } else {
            joining.start();
        }
    }
}
