package io.nagare.net.wire;

import io.nagare.driver.Driver;
import io.nagare.driver.LentChannel;
import io.nagare.driver.Registration;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.jspecify.annotations.Nullable;

/** A connected socket: TCP, or a Unix socket. */
public final class SocketWire extends WatchedChannel implements Wire {

    private final SocketChannel channel;
    private final SocketAddress localAddress;
    private final SocketAddress remoteAddress;

    /**
     * A wire that no runtime knows yet.
     *
     * @param connected in non-blocking mode; still belongs to the caller if this throws
     * @param registration of a socket that is watched already
     * @param home of the runtime on which the socket was opened
     */
    public SocketWire(SocketChannel connected, @Nullable Registration registration, Driver home) throws IOException {
        super(connected, registration, home);
        this.channel = connected;
        this.localAddress = connected.getLocalAddress();
        this.remoteAddress = connected.getRemoteAddress();
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
            home().unseen(failure, "resetting a connection");
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
