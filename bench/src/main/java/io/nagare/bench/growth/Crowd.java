package io.nagare.bench.growth;

import java.io.IOException;

/** A number of equal things, which do some work. Only the main thread uses it. */
interface Crowd extends AutoCloseable {

    /**
     * Does the work once and waits for its end.
     *
     * @return how many operations that was, at least 1
     */
    long once() throws Exception;

    @Override
    default void close() throws IOException {}
}
