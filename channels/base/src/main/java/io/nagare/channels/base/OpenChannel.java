package io.nagare.channels.base;

import io.nagare.One;
import io.nagare.channel.Watch;

/**
 * What a program has of a channel that it has opened, for {@link ChannelFacade}. Any thread may call.
 *
 * @since 0.1
 */
public interface OpenChannel {

    /** The name of the channel, as it was opened. */
    String name();

    /** Sends values. */
    Outbox<?> outbox();

    /** How many subscribers there are in this program. */
    Watch<Integer> subscribers();

    /** How many values the slowest of them has not taken. */
    long lag();

    /** Completes when the channel is closed. Fails when nobody will know. */
    One<Void> whenOver();

    /** Whether the end of the channel has begun. */
    boolean isClosing();

    /** Begins the end of the channel. */
    void close();
}
