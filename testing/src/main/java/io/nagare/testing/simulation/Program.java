package io.nagare.testing.simulation;

import org.reactivestreams.Publisher;

/**
 * What a host runs. It is started as it would be for real, and again after each restart of the host.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Program {

    /**
     * Returns the stream that is the program: it runs while the stream is subscribed. Called on the host, where
     * {@code Nagare.current()} is the host's runtime.
     *
     * @throws Exception if the program cannot start; the simulation then fails
     */
    Publisher<?> start() throws Exception;
}
