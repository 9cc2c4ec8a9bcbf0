package io.nagare.redis.failure;

import io.nagare.failure.NagareException;
import java.util.List;

/**
 * A channel exists with other settings than those that are asked for. It was not changed.
 *
 * @since 0.1
 */
public final class ChannelSettingsException extends NagareException {

    private static final long serialVersionUID = 1L;

    /** Names the channel and each setting that differs. */
    public ChannelSettingsException(String channel, List<String> differences) {
        super("the channel " + channel + " exists with other settings and was left as it is: "
                + String.join("; ", differences));
    }
}
