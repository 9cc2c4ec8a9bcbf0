package io.nagare.bench.growth;

import java.io.IOException;

/** So many of a thing. Used by the main thread. */
interface Crowd extends AutoCloseable {

    /**
     * Does the work once and waits for its end.
     *
     * @return how many operations it was, at least 1
     */
    long once() throws Exception;

    @Override
    default void close() throws IOException {}
}
