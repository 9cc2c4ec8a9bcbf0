package io.nagare.driver;

import java.nio.channels.WritableByteChannel;

/**
 * A channel that one thread may close while another transfers to it. A {@link Transfer} to it uses {@link #channel()},
 * and only between {@link #begin()} and {@link #end()}.
 *
 * @since 0.1
 */
public interface LentChannel extends WritableByteChannel {

    /**
     * Takes the channel for one step of a transfer, so that its descriptor stays open meanwhile.
     *
     * @return {@code false} if the channel is closed; it must then not be used
     */
    boolean begin();

    /** Ends the step. If the channel was closed meanwhile, gives its descriptor back now. */
    void end();

    /** The channel to transfer to. The system may know how to transfer to it by itself. */
    WritableByteChannel channel();
}
