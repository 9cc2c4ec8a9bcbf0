package io.nagare.nats;

import static java.util.Objects.requireNonNull;

import io.nagare.Indexed;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.channels.base.ChannelFacade;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.nats.BroadcastReader.Reading;
import io.nagare.policy.Lag;
import io.nagare.stage.Programs;
import io.nagare.value.Undecodable;
import io.nagare.value.ValueCodec;

/** A broadcast on a stream. Any thread may call. */
final class StreamBroadcast<T> extends ChannelFacade<T> implements NatsBroadcast<T> {

    private final StreamHandle handle;
    private final BroadcastSettings settings;
    private final ValueCodec<T> codec;
    private final Undecodable<T> undecodable;

    StreamBroadcast(
            StreamHandle handle, BroadcastSettings settings, ValueCodec<T> codec, Undecodable<T> undecodable) {
        super(handle, "a broadcast", codec, settings.sending());
        this.handle = handle;
        this.settings = settings;
        this.codec = codec;
        this.undecodable = undecodable;
    }

    StreamHandle handle() {
        return handle;
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
    public int capacity() {
        return settings.capacity();
    }

    @Override
    public int depth() {
        return (int) Math.min(lag(), capacity());
    }

    @Override
    public String toString() {
        return "NatsBroadcast[" + name() + ", " + subscribers() + " subscribers here, lag " + lag()
                + (isClosed() ? ", closed]" : "]");
    }
}
