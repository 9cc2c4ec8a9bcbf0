package io.nagare.testing.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;

/** The sending direction of a socket: what is on its way, in order. Used by the thread that steps. */
final class Outgoing {

    /** How long sent bytes may go unacknowledged, as on Linux. */
    static final long PATIENCE = Duration.ofSeconds(924).toNanos();

    private static final byte[] END = {};

    /** Bytes, or the end of the direction. */
    private static final class Packet {

        private final byte[] bytes;
        private boolean here;

        private Packet(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    private final SimulatedSocket socket;

    /** What was sent and has not been handed to the peer, oldest first. */
    private final ArrayDeque<Packet> flight = new ArrayDeque<>();

    /** How many bytes were sent and are not known to be read. */
    private int outstanding;

    private boolean ended;

    /** Whether a device on the way lets nothing through any more, and resets the connection. */
    private boolean severed;

    Outgoing(SimulatedSocket socket) {
        this.socket = socket;
    }

    int outstanding() {
        return outstanding;
    }

    boolean hasEnded() {
        return ended;
    }

    void send(byte[] bytes) {
        outstanding += bytes.length;
        transmit(new Packet(bytes));
    }

    /** Sends the end behind all bytes. A second call does nothing. */
    void end() {
        if (!ended) {
            ended = true;
            transmit(new Packet(END));
        }
    }

    /** The peer's program has read some bytes, and its host says so. */
    void readBy(SimulatedSocket peer, int count) {
        Link.Arrival heard = () -> {
            outstanding -= count;
            socket.registration().changed();
            return true;
        };
        peer.there().send(peer, 0, PATIENCE, heard, () -> {});
    }

    /** Asks a peer that has no room, until it answers that it knows nothing of the connection. */
    void probe() {
        SimulatedSocket to = socket.peer();
        Link.Arrival asked = () -> {
            if (to.isSilent()) {
                return false;
            }
            socket.back().sendOnce(() -> socket.breakOff("Connection reset"));
            return true;
        };
        socket.there().send(socket, 0, PATIENCE, asked, this::giveUp);
    }

    private void transmit(Packet packet) {
        flight.add(packet);
        socket.there().send(socket, packet.bytes.length, PATIENCE, () -> arrived(packet), this::giveUp);
    }

    private void giveUp() {
        socket.breakOff("Connection timed out");
    }

    /** A packet has reached the peer's host. Returns false if the host does not answer. */
    private boolean arrived(Packet packet) {
        SimulatedSocket to = socket.peer();
        if (to.isSilent()) {
            return false;
        }
        packet.here = true;
        for (Packet next = flight.peek(); next != null && next.here; next = flight.peek()) {
            flight.remove();
            if (severed) {
                continue;
            }
            if (to.isGone() && next.bytes == END && to.awaitsEnd()) {
                continue;
            }
            if (to.isGone()) {
                socket.back().sendOnce(() -> socket.breakOff("Connection reset"));
            } else if (next.bytes == END) {
                to.takeEnd();
            } else {
                deliver(next.bytes, to);
            }
        }
        if (socket.back().isCut()) {
            // The acknowledgement is lost, so this end goes on sending until it gives up.
            socket.back().send(to, 0, PATIENCE, () -> true, this::giveUp);
        }
        return true;
    }

    private void deliver(byte[] bytes, SimulatedSocket to) {
        int passing = socket.there().passing(bytes.length);
        if (passing > 0) {
            to.take(Arrays.copyOf(bytes, passing));
        }
        if (passing < bytes.length) {
            // A moment later, so that the peer's program reads what has passed.
            severed = true;
            socket.resetSoon();
        }
    }
}
