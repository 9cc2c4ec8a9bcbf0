package io.nagare.uring;

import java.nio.channels.SelectableChannel;

/** A channel that a {@link RingSelector} can watch. */
sealed interface RingChannel permits RingSocketChannel, RingServerSocketChannel, RingDatagramChannel {

    SelectableChannel asSelectable();

    RingSocket ringSocket();
}
