package io.nagare.redis;

import static java.util.Objects.requireNonNull;

import io.nagare.Indexed;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.channels.base.ChannelFacade;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.policy.Lag;
import io.nagare.redis.BroadcastReader.Reading;
import io.nagare.stage.Programs;
import io.nagare.value.Undecodable;
import io.nagare.value.ValueCodec;

/** A broadcast on a stream. Any thread may call. */
final class StreamBroadcast<T> extends ChannelFacade<T> implements RedisBroadcast<T> {

    private final ChannelHandle handle;
    private final BroadcastSettings settings;
    private final ValueCodec<T> codec;
    private final Undecodable<T> undecodable;

    StreamBroadcast(
            ChannelHandle handle, BroadcastSettings settings, ValueCodec<T> codec, Undecodable<T> undecodable) {
        super(handle, "a broadcast", codec, settings.sending());
        this.handle = handle;
        this.settings = settings;
        this.codec = codec;
        this.undecodable = undecodable;
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
        return ChannelQuestions.extent(handle)
                .flatMap(extent -> ChannelQuestions.answer(
                        handle,
                        Script.COUNT,
                        answer -> new Kept(
                                extent.first(),
                                extent.last(),
                                Replies.number(answer, 1),
                                Replies.number(answer, 2))));
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
        return "RedisBroadcast[" + name() + ", " + subscribers() + " subscribers here, lag " + lag()
                + (isClosed() ? ", closed]" : "]");
    }
}
