package io.nagare.net.connection;

import io.nagare.driver.LentChannel;
import io.nagare.driver.Registration;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * A connection's socket, as it is lent to a transfer. JDK 17 hands the bare descriptor to the system's {@code sendfile}
 * and takes no lock meanwhile; so closing the connection leaves the descriptor to the transfer's step, if there is one.
 *
 * <p>Used by whichever thread transfers. The state is that of the {@link Registration}, which everybody closes the
 * socket by.
 */
final class LentSocket implements LentChannel {

    private final SocketChannel socket;
    private final Registration registration;

    LentSocket(SocketChannel socket, Registration registration) {
        this.socket = socket;
        this.registration = registration;
    }

    @Override
    public boolean begin() {
        return registration.beginUse();
    }

    @Override
    public void end() {
        registration.endUse();
    }

    @Override
    public SocketChannel channel() {
        return socket;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return socket.write(source);
    }

    @Override
    public boolean isOpen() {
        return !registration.isClosed();
    }

    @Override
    public void close() {
        registration.close();
    }
}
