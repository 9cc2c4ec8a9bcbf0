package io.nagare.engine.scheduler.step;

import io.nagare.driver.ChildStarter;
import io.nagare.driver.Registration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Path;

/** The network, the disk and the programs of a simulated host. Called on the thread that steps. */
public interface StepSurroundings {

    /** Makes the channels of this host. */
    SelectorProvider channels();

    /** Returns the addresses of a name, as this host sees them. */
    InetAddress[] resolve(String host) throws UnknownHostException;

    /** Watches a channel that {@link #channels} has made. */
    Registration register(SelectableChannel channel) throws IOException;

    /** Returns the path on this host's disk that stands for a path of a program. */
    Path path(Path path);

    /** Starts the programs of this host as children. */
    ChildStarter children();

    /** How long the next blocking job takes to begin, in nanoseconds, at least 0. */
    long jobDelay();
}
