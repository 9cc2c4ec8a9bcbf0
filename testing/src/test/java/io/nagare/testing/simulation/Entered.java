package io.nagare.testing.simulation;

import io.nagare.engine.virtual.VirtualMachine;

/**
 * Makes a host's runtime the current one of the test's thread, until this is closed. What the thread subscribes to then
 * runs on that host, and a call that blocks drives the simulation.
 */
public final class Entered implements AutoCloseable {

    private Entered() {}

    public static Entered enter(Host host) {
        VirtualMachine.enter(host.machine());
        return new Entered();
    }

    @Override
    public void close() {
        VirtualMachine.enter(null);
    }
}
