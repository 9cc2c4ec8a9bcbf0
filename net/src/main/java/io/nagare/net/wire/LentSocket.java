package io.nagare.net.wire;

import io.nagare.driver.LentChannel;
import io.nagare.driver.Registration;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * A connection's socket while it is lent to a transfer. JDK 17 gives the bare descriptor to the system's
 * {@code sendfile} and holds no lock meanwhile. So if the connection is closed during a step of the transfer, that step
 * keeps the descriptor until it ends.
 *
 * <p>Used by the thread that transfers. The state is in the {@link Registration}, through which everybody closes the
 * socket.
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
