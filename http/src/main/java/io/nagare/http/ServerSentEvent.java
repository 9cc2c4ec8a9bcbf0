package io.nagare.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An event of a stream of type {@code text/event-stream}.
 *
 * @param type its type, {@code message} unless the server names another
 * @param data its lines of data, with a line feed between them
 * @param id the last id that the server has sent, with this event or before; empty if there was none
 * @param retry how long the server wants a client to wait until it connects again; null if this event does not say so
 * @since 0.1
 */
public record ServerSentEvent(String type, String data, String id, @Nullable Duration retry) {

    /** Checks for null. */
    public ServerSentEvent {
        requireNonNull(type, "type");
        requireNonNull(data, "data");
        requireNonNull(id, "id");
    }
}
