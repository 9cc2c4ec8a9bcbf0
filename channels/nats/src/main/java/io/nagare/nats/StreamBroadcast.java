package io.nagare.nats;

import static java.util.Objects.requireNonNull;

import io.nagare.Indexed;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.channels.base.SendSource;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.nats.BroadcastReader.Reading;
import io.nagare.policy.Lag;
import io.nagare.stage.Programs;
import io.nagare.value.Undecodable;
import io.nagare.value.ValueCodec;
import org.reactivestreams.Publisher;

/** A broadcast on a stream. Any thread may call. */
final class StreamBroadcast<T> implements NatsBroadcast<T> {

    private final StreamHandle handle;
    private final BroadcastSettings settings;
    private final ValueCodec<T> codec;
    private final Undecodable<T> undecodable;

    StreamBroadcast(
            StreamHandle handle, BroadcastSettings settings, ValueCodec<T> codec, Undecodable<T> undecodable) {
        this.handle = handle;
        this.settings = settings;
        this.codec = codec;
        this.undecodable = undecodable;
    }

    StreamHandle handle() {
        return handle;
    }

    @Override
    public String name() {
        return handle.settings().name();
    }

    @Override
    public One<Void> send(T value) {
        requireNonNull(value, "a broadcast cannot send null");
        return SendSource.one(handle.outbox(), codec, value);
    }

    @Override
    public One<Void> sendAll(Publisher<? extends T> values) {
        requireNonNull(values, "values");
        return SendSource.all(values, this::send, settings.sending());
    }

    @Override
    public Many<T> replay(int last, Lag lag) {
        if (last < 1 || last > capacity()) {
            throw new IllegalArgumentException(
                    "1 to " + capacity() + " values can be replayed, but " + last + " were asked for");
        }
        return receiver(Start.last(last), lag);
    }

    @Override
    public Many<Indexed<T>> numbered(Start start, Lag lag) {
        Reading<T> reading = new Reading<>(
                handle, settings, codec, undecodable, requireNonNull(start, "start"), requireNonNull(lag, "lag"));
        return Programs.driven((StrandSubscriber<? super Indexed<T>> subscriber, Strand strand) ->
                new BroadcastReader<>(reading, subscriber, strand).start());
    }

    @Override
    public One<Kept> kept() {
        return StreamQuestions.extent(handle).map(extent -> new Kept(
                Math.min(extent.first(), extent.last() + 1), extent.last(), extent.bytes(), extent.receivers()));
    }

    @Override
    public int subscribers() {
        return handle.subscribers().value();
    }

    @Override
    public int capacity() {
        return settings.capacity();
    }

    @Override
    public int depth() {
        return (int) Math.min(lag(), capacity());
    }

    @Override
    public long lag() {
        return handle.lag();
    }

    @Override
    public One<Void> abandoned() {
        return handle.subscribers().receiver().filter(count -> count == 0).next().then();
    }

    @Override
    public One<Void> closed() {
        return handle.end().whenOver();
    }

    @Override
    public boolean isClosed() {
        return handle.end().isClosing();
    }

    @Override
    public void close() {
        handle.end().close();
    }

    @Override
    public String toString() {
        return "NatsBroadcast[" + name() + ", " + subscribers() + " subscribers here, lag " + lag()
                + (isClosed() ? ", closed]" : "]");
    }
}
