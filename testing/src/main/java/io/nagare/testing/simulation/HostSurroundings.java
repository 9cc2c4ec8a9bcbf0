package io.nagare.testing.simulation;

import io.nagare.driver.ChildStarter;
import io.nagare.driver.Registration;
import io.nagare.engine.virtual.VirtualSurroundings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a runtime of a host finds around it: the network, the disk, and programs to start. Called on the thread that
 * steps.
 */
final class HostSurroundings implements VirtualSurroundings {

    private final Host host;
    private final Disk.@Nullable User files;
    private final SelectorProvider channels;
    private final ChildStarter children;

    private HostSurroundings(
            Host host, Disk.@Nullable User files, SelectorProvider channels, @Nullable ChildRun parent) {
        this.host = host;
        this.files = files;
        this.channels = channels;
        this.children = start -> host.programs().start(start, parent);
    }

    /** For the host's own program. */
    static HostSurroundings ofProgram(Host host) {
        return new HostSurroundings(host, null, new SimulatedChannels(host), null);
    }

    /** For a child, which has pipes but no sockets. */
    static HostSurroundings ofChild(Host host, Disk.User files, Descriptors descriptors, ChildRun child) {
        return new HostSurroundings(host, files, SimulatedChannels.ofChild(host, descriptors), child);
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
        return files == null ? host.disk().of(path) : host.disk().of(path, files);
    }

    @Override
    public ChildStarter children() {
        return children;
    }

    @Override
    public long jobDelay() {
        return host.simulation().jobDelay() + host.disk().delay();
    }
}
