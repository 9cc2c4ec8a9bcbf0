package io.nagare.testing.simulation;

import java.io.IOException;
import java.net.ProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import org.jspecify.annotations.Nullable;

/** Makes the channels of a simulated host. It has no selector: a registration wakes the leaves itself. */
final class SimulatedChannels extends SelectorProvider {

    private final Host host;

    /** Those of a child; null for the host's own program. */
    private final @Nullable Descriptors ofChild;

    SimulatedChannels(Host host) {
        this(host, null);
    }

    private SimulatedChannels(Host host, @Nullable Descriptors ofChild) {
        this.host = host;
        this.ofChild = ofChild;
    }

    /** Makes pipes for a child of the host, which has no sockets. */
    static SimulatedChannels ofChild(Host host, Descriptors descriptors) {
        return new SimulatedChannels(host, descriptors);
    }

    private void takeForSocket() throws IOException {
        if (ofChild != null) {
            throw new IOException("a child of a simulated host has no sockets, but pipes and the host's disk");
        }
        host.descriptors().take();
    }

    @Override
    public SocketChannel openSocketChannel() throws IOException {
        takeForSocket();
        return new SimulatedSocket(this, host);
    }

    @Override
    public ServerSocketChannel openServerSocketChannel() throws IOException {
        takeForSocket();
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
        takeForSocket();
        return new SimulatedDatagramChannel(this, host);
    }

    @Override
    public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
        return openDatagramChannel();
    }

    @Override
    public Pipe openPipe() throws IOException {
        return new SimulatedPipe(this, host, ofChild == null ? host.descriptors() : ofChild);
    }

    @Override
    public AbstractSelector openSelector() {
        throw new UnsupportedOperationException("a simulated host has no selectors");
    }
}
