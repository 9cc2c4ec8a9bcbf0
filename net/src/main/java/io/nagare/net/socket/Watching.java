package io.nagare.net.socket;

import io.nagare.driver.Driver;
import java.io.IOException;
import java.nio.channels.SelectableChannel;

/** Chooses the runtime whose poller watches a channel. */
public final class Watching {

    private Watching() {}

    /**
     * Returns the caller's runtime. If that has another network, its pollers cannot watch the channel. Then this
     * returns the runtime on which the channel was opened, which wakes the caller's leaves from there.
     */
    public static Driver by(Driver caller, Driver home, SelectableChannel channel) throws IOException {
        return caller == home || caller.channels() == channel.provider() ? caller : home;
    }
}
