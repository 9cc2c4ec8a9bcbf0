/**
 * A simulated world: whole systems under test in one thread, with a seed.
 *
 * <p>Reading order: {@link io.nagare.testing.simulation.Simulation} and {@link io.nagare.testing.simulation.Seeds}
 * (what a test begins with), {@link io.nagare.testing.simulation.Host} with its
 * {@link io.nagare.testing.simulation.Program}, {@link io.nagare.testing.simulation.Network},
 * {@link io.nagare.testing.simulation.Disk}, {@link io.nagare.testing.simulation.ChildProgram} with its
 * {@link io.nagare.testing.simulation.SimulatedChild}. Behind a host: {@code HostSurroundings} and {@code
 * HostMachines}. Behind a child: {@code HostPrograms} (what can be started), {@code ChildRun} (from its start to its
 * end), {@code SimulatedProcess} (as its starter sees it), {@code SimulatedPipe} with its {@code PipeBuffer}, {@code
 * StandardEnd}, {@code ChildInputEnd} and {@code ChildOutputEnd} (its streams). Behind the network: {@code Link}
 * (delays and loses packets), {@code SimulatedSocket} and {@code SimulatedListener} (the ends of connections), {@code
 * SimulatedRegistration} (wakes what waits for them), {@code SimulatedChannels}, {@code SocketOptions}, {@code Ports}
 * and {@code Descriptors}. {@code Chance} has the random numbers, {@code Order} chooses what runs next, {@code Faults}
 * draws faults, {@code Shrinking} takes them away, {@code Runaway} finds programs that never yield, {@code Findings}
 * has what is wrong at the end, {@code Moment} makes a failure, {@code SeedProperties} chooses seeds, {@code Timeline}
 * the events. The files are in {@code io.nagare.testing.simulation.disk}.
 */
@NullMarked
package io.nagare.testing.simulation;

import org.jspecify.annotations.NullMarked;
