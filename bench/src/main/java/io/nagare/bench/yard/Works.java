package io.nagare.bench.yard;

import java.util.List;

/** The works as one library does them, on threads that live until this is closed. Used by the main thread. */
interface Works extends AutoCloseable {

    /**
     * A work and what follows it: {@code fs} is two, the others are one each; none if this library has no counterpart.
     *
     * @throws IllegalArgumentException if the arguments make no sense
     */
    List<Work> find(WorkName name, Arguments arguments);

    @Override
    void close();
}
