package io.nagare.testing.simulation;

import io.nagare.One;

/**
 * What runs as a child of a host's program, in place of a program of the system; see {@link Host#program}.
 *
 * <pre>{@code
 * host.program("shout", child -> child.stdout()
 *         .sendAll(child.stdin().lines().map(line -> Bytes.utf8(line.toUpperCase() + "\n")))
 *         .then(One.just(0)));
 * }</pre>
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ChildProgram {

    /**
     * Returns a stream that runs the child and emits its exit code, 0 to 255. An empty one stands for 0. Called in the
     * child, which has a runtime of its own: {@code Nagare.current()} there. When the code is emitted, nothing of the
     * child runs any more, as after {@code exit} on Unix.
     *
     * @throws Exception if the program has a fault; the simulation then fails, and the child ends with 1
     */
    One<Integer> start(SimulatedChild child) throws Exception;
}
