package io.nagare.net.connection;

import io.nagare.driver.Driver;
import io.nagare.driver.Registration;
import io.nagare.driver.Resource;
import java.io.IOException;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The socket under a connection, with the poller that watches it, the runtimes that close it, and the counts of bytes.
 * May be used by any thread. Only the reader and the writer count.
 *
 * <p>Always holds: until the descriptor is given back, two runtimes know of it: the one on which the connection was
 * opened, and the one that watches it with a poller. Often they are the same.
 */
final class Wire implements Resource {

    /*
     * Each counter has one writer at a time: the connection's reader or its writer. The next reader or writer starts
     * after a transition of the connection's state, which orders their accesses. Other threads only look at the counts:
     * opaque is enough for them to read no halves.
     */
    private static final VarHandle BYTES_READ = counter("bytesRead");
    private static final VarHandle BYTES_WRITTEN = counter("bytesWritten");

    private static VarHandle counter(String field) {
        return ConstantBootstraps.fieldVarHandle(
                MethodHandles.lookup(), field, VarHandle.class, Wire.class, long.class);
    }

    private final SocketChannel channel;
    private final Connection connection;
    private final Driver home;

    /** Made by the worker that first uses the connection. Written under the monitor of this. */
    private volatile @Nullable Registration registration;

    /** The runtime whose poller watches this channel, if it is not {@link #home}. Guarded by the monitor of this. */
    private @Nullable Driver watcher;

    private long bytesRead;
    private long bytesWritten;

    /**
     * A wire that no runtime knows yet.
     *
     * @param home of the runtime on which the connection is opened
     */
    Wire(SocketChannel channel, @Nullable Registration registration, Driver home, Connection connection) {
        this.channel = channel;
        this.registration = registration;
        this.home = home;
        this.connection = connection;
    }

    /** Enters this with its runtime. Throws if the runtime was closed. */
    void open() throws IOException {
        if (!home.opened(this)) {
            throw new IOException("the runtime was closed");
        }
    }

    SocketChannel channel() {
        return channel;
    }

    /** The registration, made with the caller's runtime if there is none yet. */
    Registration registration(Driver driver) throws IOException {
        Registration made = registration;
        if (made != null) {
            return made;
        }
        synchronized (this) {
            made = registration;
            if (made == null) {
                made = driver.register(channel);
                registration = made;
                if (driver != home && driver.opened(this)) {
                    watcher = driver;
                }
            }
            return made;
        }
    }

    void countRead(int bytes) {
        BYTES_READ.setOpaque(this, bytesRead + bytes);
    }

    void countWritten(long bytes) {
        BYTES_WRITTEN.setOpaque(this, bytesWritten + bytes);
    }

    long bytesRead() {
        return (long) BYTES_READ.getOpaque(this);
    }

    long bytesWritten() {
        return (long) BYTES_WRITTEN.getOpaque(this);
    }

    /*
     * Without memory, even the text of a report may find no room: the first use of a literal makes its string. So the
     * methods below do their work even if reporting fails.
     */

    /** Gives the descriptor back. Does nothing if that was done. */
    void close() {
        Driver other = null;
        try {
            synchronized (this) {
                other = watcher;
                watcher = null;
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
            home.closed(this);
            if (other != null) {
                other.closed(this);
            }
        }
    }

    /** As {@link #close}, but the system forgets what it has not sent yet, and the peer sees a reset. */
    void reset() {
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
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException closed) {
            // Nothing is left to be reset.
        }
    }

    @Override
    public void runtimeClosed() {
        connection.runtimeClosed();
    }

    @Override
    public String toString() {
        return connection.toString();
    }
}
