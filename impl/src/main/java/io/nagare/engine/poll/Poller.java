package io.nagare.engine.poll;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import org.jspecify.annotations.Nullable;

/**
 * The seam for polling: says which channels are ready, and is what a worker blocks in. A simulation puts its own in
 * here, whose channels are not the system's and whose blocking moves a clock.
 *
 * <p>A poll that blocks goes {@link #prepareToBlock()}, then the driver declares itself parked, then {@link
 * #isOutdated()}, {@link #block}, {@link #dispatch}; one that does not goes {@link #collect()}, {@link #dispatch}.
 * These are for the holder of the driver's owner flag, the others for any thread.
 *
 * <p>Only {@link #register} throws. What fails otherwise is reported, once for failures in a row, and tried again.
 */
interface Poller {

    /**
     * Watches a channel on behalf of a driver.
     *
     * @throws IOException if nothing can be opened to watch it with, or the channel is closed
     * @throws java.nio.channels.ClosedSelectorException if this poller is closed
     */
    ChannelRegistration register(SelectableChannel channel, PollDriver driver) throws IOException;

    /** Chooses what to block in. */
    void prepareToBlock();

    /** Whether the choice was made before a channel came that it does not watch. */
    boolean isOutdated();

    /**
     * Collects what is ready, and blocks while nothing is. May return early for no reason.
     *
     * @param nanos at most how long, at least 1; {@code Long.MAX_VALUE} is without a limit
     */
    void block(long nanos);

    /**
     * Makes {@link #block} return, also if it is called only after this. Called for a driver that was parked when the
     * caller looked; if it isn't any more there is nothing to unblock, and to do it nevertheless is harmless.
     *
     * @param blocked the thread that holds the owner flag
     * @return {@code false} if the system refused it: {@link #block} may not return, and this must be called again
     */
    boolean unblock(@Nullable Thread blocked);

    /**
     * An Error has come out of what this polls with, which may have forgotten a channel: is to be put right. Any
     * thread.
     */
    void mistrust();

    /** Tells the runtime of a failure that nobody can see otherwise. Never throws. Any thread. */
    void report(Throwable failure, String where);

    /** Collects what is ready, and gives the descriptors of closed channels back to the system. */
    void collect();

    /**
     * Wakes the leaves of what was collected.
     *
     * @param blocked whether it was {@link #block} that collected it
     * @return how many were woken
     */
    int dispatch(boolean blocked);

    /** How many channels have been reported ready. */
    long events();

    /** Whether there are channels to watch. */
    boolean isWatching();

    /** Closes all channels, and is of no use any more. May be called again. */
    void close();
}
