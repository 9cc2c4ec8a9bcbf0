package io.nagare.engine.ownership;

import io.nagare.Nagare;
import java.util.concurrent.Executor;

/**
 * Where a pipeline runs: on two runtimes, and on threads of nobody's.
 *
 * @param closing whether the runtimes are this pipeline's own, and are closed under it
 */
record Places(Nagare first, Nagare second, Executor threads, boolean closing) {

    Nagare any(Draw draw) {
        return draw.either() ? first : second;
    }

    /** Runs work for a pipeline on a thread of nobody's. */
    void elsewhere(Books books, Runnable work) {
        books.jobBegun();
        threads.execute(() -> {
            try {
                work.run();
            } catch (Throwable failure) {
                books.fault("a thread of the test failed with " + failure);
            } finally {
                books.jobEnded();
            }
        });
    }
}
