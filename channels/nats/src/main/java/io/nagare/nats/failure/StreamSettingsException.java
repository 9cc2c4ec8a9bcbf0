package io.nagare.nats.failure;

import io.nagare.failure.NagareException;
import java.util.List;

/**
 * A stream exists with other settings than those that are asked for. It was not changed.
 *
 * @since 0.1
 */
public final class StreamSettingsException extends NagareException {

    private static final long serialVersionUID = 1L;

    /** Names the stream and each setting that differs. */
    public StreamSettingsException(String stream, List<String> differences) {
        super("the stream " + stream + " exists with other settings and was left as it is: "
                + String.join("; ", differences));
    }
}
