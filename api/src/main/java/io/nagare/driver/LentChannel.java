package io.nagare.driver;

import java.nio.channels.WritableByteChannel;

/**
 * A channel that may be closed by one thread while another transfers to it. A {@link Transfer} that is given one uses
 * what is behind it, and only between {@link #begin()} and {@link #end()}.
 */
public interface LentChannel extends WritableByteChannel {

    /**
     * Takes the channel for one step of a transfer, so that its descriptor stays open meanwhile.
     *
     * @return {@code false} if it is closed; it must not be used then
     */
    boolean begin();

    /** Ends the step. If the channel was closed meanwhile, its descriptor is given back now. */
    void end();

    /** The channel to transfer to, which the system may know how to transfer to by itself. */
    WritableByteChannel channel();
}
