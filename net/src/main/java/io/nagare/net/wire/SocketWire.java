package io.nagare.net.wire;

import io.nagare.driver.Driver;
import io.nagare.driver.Leaf;
import io.nagare.driver.LentChannel;
import io.nagare.driver.Registration;
import io.nagare.driver.Resource;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.jspecify.annotations.Nullable;

/**
 * A connected socket, with the poller that watches it and the runtimes that close it.
 *
 * <p>Always holds: until the descriptor is given back, two runtimes know of its owner: the one on which the socket was
 * opened, and the one that watches it with a poller. Often they are the same.
 */
public final class SocketWire implements Wire {

    private final SocketChannel channel;
    private final Driver home;
    private final SocketAddress localAddress;
    private final SocketAddress remoteAddress;

    /** Made by the worker that first uses the socket. Written under the monitor of this. */
    private volatile @Nullable Registration registration;

    /** Closes this when a runtime is closed. Guarded by the monitor of this. */
    private @Nullable Resource owner;

    /** The runtime whose poller watches this channel, if it is not {@link #home}. Guarded by the monitor of this. */
    private @Nullable Driver watcher;

    /**
     * A wire that no runtime knows yet.
     *
     * @param connected in non-blocking mode; still belongs to the caller if this throws
     * @param registration of a socket that is watched already
     * @param home of the runtime on which the socket was opened
     */
    public SocketWire(SocketChannel connected, @Nullable Registration registration, Driver home) throws IOException {
        this.channel = connected;
        this.registration = registration;
        this.home = home;
        this.localAddress = connected.getLocalAddress();
        this.remoteAddress = connected.getRemoteAddress();
    }

    @Override
    public void open(Resource owner) throws IOException {
        Resource before;
        synchronized (this) {
            before = this.owner;
            this.owner = owner;
        }
        boolean known = home.opened(owner);
        if (before != null) {
            home.closed(before);
        }
        if (!known) {
            throw new IOException("the runtime was closed");
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return channel.read(into);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return channel.write(from);
    }

    @Override
    public boolean end() throws IOException {
        channel.shutdownOutput();
        return true;
    }

    @Override
    public void awaitReadable(Leaf leaf) throws IOException {
        open(leaf).awaitReadable(leaf);
    }

    @Override
    public void pauseReading() {
        Registration made = registration;
        if (made != null) {
            made.pauseReading();
        }
    }

    @Override
    public void awaitWritable(Leaf leaf) throws IOException {
        open(leaf).awaitWritable(leaf);
    }

    private Registration open(Leaf leaf) throws IOException {
        Registration made = registration(leaf.strand().driver());
        if (made.isClosed()) {
            throw new ClosedChannelException();
        }
        return made;
    }

    @Override
    public @Nullable UnixDomainPrincipal credentials() throws IOException {
        return remoteAddress instanceof UnixDomainSocketAddress
                ? channel.getOption(ExtendedSocketOptions.SO_PEERCRED)
                : null;
    }

    @Override
    public LentChannel transferChannel(Driver driver) throws IOException {
        // The registration keeps the descriptor from being given back during a transfer.
        return new LentSocket(channel, registration(driver));
    }

    @Override
    public SocketAddress localAddress() {
        return localAddress;
    }

    @Override
    public SocketAddress remoteAddress() {
        return remoteAddress;
    }

    /** The registration, made with the caller's runtime if there is none yet. */
    private Registration registration(Driver driver) throws IOException {
        Registration made = registration;
        if (made != null) {
            return made;
        }
        synchronized (this) {
            made = registration;
            if (made == null) {
                made = driver.register(channel);
                registration = made;
                if (driver != home && owner != null && driver.opened(owner)) {
                    watcher = driver;
                }
            }
            return made;
        }
    }

    /*
     * Without memory, even the text of a report may find no room: the first use of a literal makes its string. So the
     * methods below do their work even if reporting fails.
     */

    @Override
    public void close() {
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
            home.unseen(failure, "closing a connection");
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

    /** The system forgets what it has not sent yet. */
    @Override
    public void reset() {
        try {
            forgetUnsentSurely();
        } finally {
            close();
        }
    }

    private void forgetUnsentSurely() {
        try {
            forgetUnsent();
        } catch (Throwable failure) {
            // There was no memory for the option. Reporting that frees the memory in reserve.
            home.unseen(failure, "resetting a connection");
            forgetUnsent();
        }
    }

    private void forgetUnsent() {
        if (!(remoteAddress instanceof InetSocketAddress)) {
            // A Unix socket sends no reset. Its peer finds out when it writes.
            return;
        }
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException closed) {
            // Nothing is left to be reset.
        }
    }
}
