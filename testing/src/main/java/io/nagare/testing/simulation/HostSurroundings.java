package io.nagare.testing.simulation;

import io.nagare.driver.Registration;
import io.nagare.engine.virtual.VirtualSurroundings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Path;

/** What the runtime of a host finds around it: the network, and the disk. Called on the thread that steps. */
final class HostSurroundings implements VirtualSurroundings {

    private final Simulation simulation;
    private final Host host;
    private final SelectorProvider channels;

    HostSurroundings(Simulation simulation, Host host) {
        this.simulation = simulation;
        this.host = host;
        this.channels = new SimulatedChannels(host);
    }

    @Override
    public SelectorProvider channels() {
        return channels;
    }

    @Override
    public InetAddress[] resolve(String name) throws UnknownHostException {
        return host.network().resolve(name);
    }

    @Override
    public Registration register(SelectableChannel channel) throws IOException {
        if (channel instanceof Watched watched) {
            return watched.registration();
        }
        throw new IOException("a simulated host can only watch simulated channels, but was given " + channel);
    }

    @Override
    public Path path(Path path) {
        return host.disk().of(path);
    }

    @Override
    public long jobDelay() {
        return simulation.jobDelay() + host.disk().delay();
    }
}
