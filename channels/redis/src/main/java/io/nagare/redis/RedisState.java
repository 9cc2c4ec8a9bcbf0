package io.nagare.redis;

import org.jspecify.annotations.Nullable;

/**
 * The state of a connection. Losing it is a state and no failure: streams wait, and go on when it is back.
 *
 * @param phase whether commands can pass
 * @param connections how many connections there have been, the first one included
 * @param failure why the last attempt failed; null if nothing failed since the last success
 * @since 0.1
 */
public record RedisState(Phase phase, int connections, @Nullable Throwable failure) {

    /** Whether commands can pass. */
    public enum Phase {
        /** Commands pass. */
        CONNECTED,
        /** The connection is lost, and is being made again. */
        RECONNECTING,
        /** What has begun is finished; nothing new begins. */
        DRAINING,
        /** Nothing passes any more. */
        CLOSED
    }
}
