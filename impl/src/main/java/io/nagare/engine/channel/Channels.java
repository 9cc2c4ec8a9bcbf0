package io.nagare.engine.channel;

import io.nagare.channel.ChannelEngine;
import io.nagare.channel.Mpsc;
import io.nagare.channel.Oneshot;

/** The engine that {@link ChannelEngine} is found as. Stateless. */
public final class Channels implements ChannelEngine {

    @Override
    public <T> Oneshot<T> oneshot() {
        return new SharedOneshot<>();
    }

    @Override
    public <T> Mpsc<T> mpsc(int capacity) {
        return new QueueMpsc<>(capacity, new RingSlots<>(capacity));
    }

    @Override
    public <T> Mpsc<T> unboundedMpsc() {
        return new QueueMpsc<>(MpscState.UNBOUNDED, new LinkedSlots<>());
    }
}
