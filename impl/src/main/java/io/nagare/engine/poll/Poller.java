package io.nagare.engine.poll;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import org.jspecify.annotations.Nullable;

/**
 * The seam for polling. It says which channels are ready, and a worker blocks in it. A simulation brings its own
 * poller. That poller has channels of its own, and moves a clock instead of blocking.
 *
 * <p>For a blocking poll, the driver calls {@link #prepareToBlock()}, declares itself parked, and then calls
 * {@link #isOutdated()}, {@link #block} and {@link #dispatch}. For any other poll it calls {@link #collect()} and
 * {@link #dispatch}. Only the holder of the driver's owner flag calls these methods; any thread may call the others.
 *
 * <p>Only {@link #register} throws. Other failures are reported, once for failures in a row, and the work is tried
 * again.
 */
interface Poller {

    /**
     * Watches a channel for a driver.
     *
     * @throws IOException if no selector can be opened, or the channel is closed
     * @throws java.nio.channels.ClosedSelectorException if this poller is closed
     */
    ChannelRegistration register(SelectableChannel channel, PollDriver driver) throws IOException;

    /** Chooses where the next {@link #block} blocks. */
    void prepareToBlock();

    /** Whether a channel was registered after the choice, so that the chosen place does not watch it. */
    boolean isOutdated();

    /**
     * Blocks until a channel is ready, and collects all ready channels. May return early for no reason.
     *
     * @param nanos how many nanoseconds to block, at most; at least 1, {@code Long.MAX_VALUE} for no limit
     */
    void block(long nanos);

    /**
     * Makes {@link #block} return, even if it is called only after this. The caller has seen the driver parked. If the
     * driver is no longer parked, there is nothing to unblock, and this does no harm.
     *
     * @param blocked the thread that holds the owner flag
     * @return false if the system refused; then {@link #block} may go on blocking, and this must be called again
     */
    boolean unblock(@Nullable Thread blocked);

    /**
     * Notes that an Error has come out of the selector, which may have forgotten a channel and must be replaced. Any
     * thread.
     */
    void mistrust();

    /** Reports a failure that reaches no subscriber to the runtime. Never throws. Any thread. */
    void report(Throwable failure, String where);

    /**
     * Collects all ready channels without blocking, and gives the descriptors of closed channels back to the system.
     */
    void collect();

    /**
     * Wakes the leaves of the collected channels.
     *
     * @param blocked whether {@link #block} has collected them
     * @return how many leaves were woken
     */
    int dispatch(boolean blocked);

    /** How often a channel was reported ready. */
    long events();

    /** Whether this has the descriptors that it needs to watch channels. It gets them with the first channel. */
    boolean isOpen();

    /** Whether there are channels to watch. */
    boolean isWatching();

    /** Closes all channels and this poller. May be called again. */
    void close();
}
