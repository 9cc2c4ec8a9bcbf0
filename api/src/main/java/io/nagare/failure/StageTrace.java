package io.nagare.failure;

import static java.util.Objects.requireNonNull;

import io.nagare.Async;
import org.jspecify.annotations.Nullable;

/**
 * Says where in a {@linkplain Async#named named} stream a failure came from. It is never thrown, but is suppressed in
 * the failure. It has no stack trace of its own.
 *
 * @since 0.1
 */
public final class StageTrace extends NagareException {

    private static final long serialVersionUID = 1L;

    private final String stream;
    private final @Nullable String stage;

    /**
     * Makes a trace.
     *
     * @param stream the name of the stream
     * @param stage the stage in which a function has thrown, and the stages behind it; null if the failure came from
     *     elsewhere
     */
    public StageTrace(String stream, @Nullable String stage) {
        super(stage == null ? "in \"" + stream + "\"" : "in \"" + stream + "\": " + stage, null, false);
        this.stream = requireNonNull(stream, "stream");
        this.stage = stage;
    }

    /** The name of the stream. */
    public String stream() {
        return stream;
    }

    /** The stage in which a function has thrown, and the stages behind it, or null. */
    public @Nullable String stage() {
        return stage;
    }
}
