package io.nagare.net.wire;

import io.nagare.driver.Driver;
import io.nagare.driver.Leaf;
import io.nagare.driver.Registration;
import io.nagare.driver.Resource;
import io.nagare.net.socket.Watching;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import org.jspecify.annotations.Nullable;

/**
 * A socket with the poller that watches it and the runtimes that close it. May be used by any thread.
 *
 * <p>Always holds: until the descriptor is given back, two runtimes know of the socket's owner: the one on which the
 * socket was opened, and the one that watches it with a poller. Often they are the same.
 */
public abstract class WatchedChannel {

    private final SelectableChannel channel;
    private final Driver home;

    /** Made by the worker that first uses the socket. Written under the monitor of this. */
    private volatile @Nullable Registration registration;

    /** Closes this when a runtime is closed. Guarded by the monitor of this. */
    private @Nullable Resource owner;

    /** The runtime whose poller watches this channel, if it is not {@link #home}. Guarded by the monitor of this. */
    private @Nullable Driver watcher;

    /**
     * A socket that no runtime knows yet.
     *
     * @param channel in non-blocking mode
     * @param registration of a socket that is watched already
     * @param home of the runtime on which the socket was opened
     */
    protected WatchedChannel(SelectableChannel channel, @Nullable Registration registration, Driver home) {
        this.channel = channel;
        this.registration = registration;
        this.home = home;
    }

    /**
     * Makes the runtime know this socket. When the runtime is closed it tells the owner, which closes this.
     *
     * @throws IOException if the runtime was closed
     */
    public void open(Resource newOwner) throws IOException {
        synchronized (this) {
            owner = newOwner;
        }
        if (!home.opened(newOwner)) {
            throw new IOException("the runtime was closed");
        }
    }

    /** The registration, made with the caller's runtime if that can watch the channel and there is none yet. */
    protected final Registration registration(Driver driver) throws IOException {
        Registration made = registration;
        if (made != null) {
            return made;
        }
        synchronized (this) {
            made = registration;
            if (made == null) {
                Driver watching = Watching.by(driver, home, channel);
                made = watching.register(channel);
                registration = made;
                if (watching != home && owner != null && watching.opened(owner)) {
                    watcher = watching;
                }
            }
            return made;
        }
    }

    private Registration open(Leaf leaf) throws IOException {
        Registration made = registration(leaf.strand().driver());
        if (made.isClosed()) {
            throw new ClosedChannelException();
        }
        return made;
    }

    /** Wakes the leaf once when there is something to read, or a failure. */
    public final void awaitReadable(Leaf leaf) throws IOException {
        open(leaf).awaitReadable(leaf);
    }

    /** Says that the leaf that waited for reading does not need it for now. */
    public final void pauseReading() {
        Registration made = registration;
        if (made != null) {
            made.pauseReading();
        }
    }

    /** Wakes the leaf once when there is room to write, or a failure. */
    public final void awaitWritable(Leaf leaf) throws IOException {
        open(leaf).awaitWritable(leaf);
    }

    /*
     * Without memory, even the text of a report may find no room: the first use of a literal makes its string. So the
     * methods below do their work even if reporting fails.
     */

    /** Gives the descriptor back. Does nothing if that was done. Never throws. */
    public final void close() {
        Driver other = null;
        Resource known = null;
        try {
            synchronized (this) {
                other = watcher;
                watcher = null;
                known = owner;
                owner = null;
                Registration made = registration;
                if (made != null) {
                    made.close();
                } else {
                    channel.close();
                }
            }
        } catch (Throwable failure) {
            home.unseen(failure, "closing a socket");
        } finally {
            forget(home, known);
            forget(other, known);
        }
    }

    private static void forget(@Nullable Driver driver, @Nullable Resource known) {
        if (driver != null && known != null) {
            driver.closed(known);
        }
    }

    /** The runtime on which this was opened. */
    protected final Driver home() {
        return home;
    }
}
