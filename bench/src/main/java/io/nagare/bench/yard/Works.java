package io.nagare.bench.yard;

import java.util.List;

/** The works in one library, on threads that live until this is closed. Only the main thread uses it. */
interface Works extends AutoCloseable {

    /**
     * Finds the works of a name: {@code fs} has two, each other name has one. Empty if this library has no counterpart.
     *
     * @throws IllegalArgumentException if the arguments make no sense
     */
    List<Work> find(WorkName name, Arguments arguments);

    @Override
    void close();
}
