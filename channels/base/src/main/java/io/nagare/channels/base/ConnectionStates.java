package io.nagare.channels.base;

import io.nagare.channel.ChannelClosedException;
import io.nagare.channel.Watch;
import io.nagare.channels.ConnectionState;
import io.nagare.channels.ConnectionState.Phase;
import org.jspecify.annotations.Nullable;

/**
 * Shows the state of a connection. Any thread may call.
 *
 * <p>Always holds: nothing follows {@code CLOSED}, and nothing but that follows {@code DRAINING}.
 *
 * @since 0.1
 */
public final class ConnectionStates {

    private final Watch<ConnectionState> shown = Watch.of(new ConnectionState(Phase.RECONNECTING, 0, null));

    /** Makes the states of a connection that is not there yet. */
    public ConnectionStates() {}

    /** The state now, and each later one. Closed behind {@code CLOSED}. */
    public Watch<ConnectionState> shown() {
        return shown;
    }

    /** Shows a phase, unless it may not follow the one that there is. */
    public void show(Phase next, @Nullable Throwable failure) {
        change(next, failure);
    }

    /** Shows a failure in the phase that there is. */
    public void show(Throwable failure) {
        change(null, failure);
    }

    private void change(@Nullable Phase next, @Nullable Throwable failure) {
        if (!shown.isClosed()) {
            try {
                int more = next == Phase.CONNECTED ? 1 : 0;
                shown.modify(now -> next == null || mayFollow(now.phase(), next)
                        ? new ConnectionState(next == null ? now.phase() : next, now.connections() + more, failure)
                        : now);
            } catch (ChannelClosedException closedMeanwhile) {
                // Nobody asks any more.
            }
        }
    }

    private static boolean mayFollow(Phase now, Phase next) {
        return now != Phase.CLOSED && (now != Phase.DRAINING || next == Phase.CLOSED);
    }

    /** The connection is closed for good. */
    public void close() {
        show(Phase.CLOSED, null);
        shown.close();
    }
}
