package io.nagare.testing.simulation;

import java.io.IOException;
import java.net.ProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;

/** Makes the channels of a simulated host. It has no selector: a registration wakes the leaves itself. */
final class SimulatedChannels extends SelectorProvider {

    private final Host host;

    SimulatedChannels(Host host) {
        this.host = host;
    }

    @Override
    public SocketChannel openSocketChannel() throws IOException {
        host.descriptors().take();
        return new SimulatedSocket(this, host);
    }

    @Override
    public ServerSocketChannel openServerSocketChannel() throws IOException {
        host.descriptors().take();
        return new SimulatedListener(this, host);
    }

    @Override
    public SocketChannel openSocketChannel(ProtocolFamily family) throws IOException {
        return openSocketChannel();
    }

    @Override
    public ServerSocketChannel openServerSocketChannel(ProtocolFamily family) throws IOException {
        return openServerSocketChannel();
    }

    @Override
    public DatagramChannel openDatagramChannel() throws IOException {
        host.descriptors().take();
        return new SimulatedDatagramChannel(this, host);
    }

    @Override
    public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
        return openDatagramChannel();
    }

    @Override
    public Pipe openPipe() {
        throw missing("pipes");
    }

    @Override
    public AbstractSelector openSelector() {
        throw missing("selectors");
    }

    private static UnsupportedOperationException missing(String what) {
        return new UnsupportedOperationException("a simulated host has no " + what);
    }
}
