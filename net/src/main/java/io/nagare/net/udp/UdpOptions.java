package io.nagare.net.udp;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;

/**
 * How a UDP socket is opened.
 *
 * @param sendBuffer the system's send buffer in bytes, 0 to leave it to the system
 * @param receiveBuffer the system's receive buffer in bytes, 0 to leave it to the system; what does not fit is dropped
 * @param reuseAddress whether several sockets may share the port, as receivers of multicast do
 * @param broadcast whether datagrams may be sent to broadcast addresses
 */
public record UdpOptions(int sendBuffer, int receiveBuffer, boolean reuseAddress, boolean broadcast) {

    private static final UdpOptions DEFAULTS = new UdpOptions(0, 0, false, false);

    /** Checks the ranges. */
    public UdpOptions {
        if (sendBuffer < 0) {
            throw new IllegalArgumentException("a send buffer must be at least 0 bytes, but was " + sendBuffer);
        }
        if (receiveBuffer < 0) {
            throw new IllegalArgumentException("a receive buffer must be at least 0 bytes, but was " + receiveBuffer);
        }
    }

    /** The system's buffers, a port of its own, no broadcast. */
    public static UdpOptions defaults() {
        return DEFAULTS;
    }

    /** The same with another send buffer, in bytes. */
    public UdpOptions sendBuffer(int bytes) {
        return new UdpOptions(bytes, receiveBuffer, reuseAddress, broadcast);
    }

    /** The same with another receive buffer, in bytes. */
    public UdpOptions receiveBuffer(int bytes) {
        return new UdpOptions(sendBuffer, bytes, reuseAddress, broadcast);
    }

    /** The same, but sharing the port with other sockets. */
    public UdpOptions sharedPort() {
        return new UdpOptions(sendBuffer, receiveBuffer, true, broadcast);
    }

    /** The same, but allowed to send to broadcast addresses. */
    public UdpOptions withBroadcast() {
        return new UdpOptions(sendBuffer, receiveBuffer, reuseAddress, true);
    }

    void apply(DatagramChannel channel) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, reuseAddress);
        channel.setOption(StandardSocketOptions.SO_BROADCAST, broadcast);
        if (sendBuffer > 0) {
            channel.setOption(StandardSocketOptions.SO_SNDBUF, sendBuffer);
        }
        if (receiveBuffer > 0) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
        }
    }
}
