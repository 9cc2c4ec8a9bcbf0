package io.nagare.engine.channel;

import io.nagare.channel.Broadcast;
import io.nagare.channel.ChannelEngine;
import io.nagare.channel.Mpsc;
import io.nagare.channel.Oneshot;
import io.nagare.channel.PacedBroadcast;
import io.nagare.channel.Watch;
import io.nagare.engine.channel.broadcast.PacedRingBroadcast;
import io.nagare.engine.channel.broadcast.RingBroadcast;
import io.nagare.engine.channel.mpsc.MpscState;
import io.nagare.engine.channel.mpsc.QueueMpsc;
import io.nagare.engine.channel.mpsc.RingSlots;
import io.nagare.engine.channel.mpsc.SegmentedSlots;

/** The engine's implementation of {@link ChannelEngine}, found as a service. Stateless; any thread may call it. */
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
    public <T> Broadcast<T> laggingBroadcast(int capacity) {
        return new RingBroadcast<>(capacity);
    }

    @Override
    public <T> PacedBroadcast<T> pacedBroadcast(int capacity) {
        return new PacedRingBroadcast<>(capacity);
    }

    @Override
    public <T> Watch<T> watch(T initial) {
        return new ValueWatch<>(initial);
    }

    @Override
    public <T> Mpsc<T> unboundedMpsc() {
        return new QueueMpsc<>(MpscState.UNBOUNDED, new SegmentedSlots<>());
    }
}
