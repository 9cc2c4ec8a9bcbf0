package io.nagare.testing.simulation;

import java.net.ConnectException;
import java.net.SocketAddress;
import java.time.Duration;

/** An attempt of a socket to connect. Used by the thread that steps. */
final class Handshake {

    /** How long a connecting socket tries, as on Linux. */
    private static final long PATIENCE = Duration.ofSeconds(127).toNanos();

    private final SimulatedSocket socket;
    private final Host other;
    private final SocketAddress address;

    Handshake(SimulatedSocket socket, Host other, SocketAddress address) {
        this.socket = socket;
        this.other = other;
        this.address = address;
    }

    /** Sends the request. */
    void begin() {
        socket.there().send(socket, 0, PATIENCE, this::requested, () -> refuse("Connection timed out"));
    }

    private void refuse(String why) {
        socket.refuse(new ConnectException(why));
    }

    /** The request has arrived. Returns false if the host does not answer. */
    private boolean requested() {
        if (socket.isGone()) {
            return true;
        }
        if (other.isDown()) {
            return false;
        }
        SimulatedListener listener = other.bindings().listenerAt(address);
        if (listener == null) {
            answer(socket, () -> refuse("Connection refused"), () -> refuse("Connection timed out"));
            return true;
        }
        SimulatedSocket accepting = listener.connected();
        if (accepting == null) {
            return false;
        }
        accepting.meet(socket);
        answer(accepting, socket::established, () -> accepting.breakOff("Connection timed out"));
        listener.changed();
        return true;
    }

    private void answer(SimulatedSocket sender, Runnable arrived, Runnable givenUp) {
        Link.Arrival taken = () -> {
            arrived.run();
            return true;
        };
        socket.back().send(sender, 0, PATIENCE, taken, givenUp);
    }
}
