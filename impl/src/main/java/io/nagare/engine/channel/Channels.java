package io.nagare.engine.channel;

import io.nagare.channel.ChannelEngine;
import io.nagare.channel.Oneshot;

/** The engine that {@link ChannelEngine} is found as. Stateless. */
public final class Channels implements ChannelEngine {

    @Override
    public <T> Oneshot<T> oneshot() {
        return new SharedOneshot<>();
    }
}
