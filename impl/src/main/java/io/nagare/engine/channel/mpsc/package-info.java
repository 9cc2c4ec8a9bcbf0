/** The channel with many senders and one receiver, and the queues that it can have. */
@NullMarked
package io.nagare.engine.channel.mpsc;

import org.jspecify.annotations.NullMarked;
