package io.nagare.channels;

import org.jspecify.annotations.Nullable;

/**
 * The state of a connection. Losing it is a state and no failure: streams wait, and go on when it is back.
 *
 * @param phase whether messages can pass
 * @param connections how many connections there have been, the first one included
 * @param failure why the last connection was lost or the last attempt failed; null if nothing failed since the last
 *     success. On NATS also what the server has denied this user on a connection that stands
 * @since 0.1
 */
public record ConnectionState(Phase phase, int connections, @Nullable Throwable failure) {

    /** Whether messages can pass. */
    public enum Phase {
        /** Messages pass. */
        CONNECTED,
        /** The connection is lost, and is being made again. */
        RECONNECTING,
        /** What has begun is finished; nothing new begins. */
        DRAINING,
        /** Nothing passes any more. */
        CLOSED
    }
}
