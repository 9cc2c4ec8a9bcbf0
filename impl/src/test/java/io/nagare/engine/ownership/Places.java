package io.nagare.engine.ownership;

import io.nagare.Nagare;
import java.util.concurrent.Executor;

/**
 * The places where a pipeline runs: two runtimes, and threads that belong to no runtime.
 *
 * @param closing whether the runtimes belong to this pipeline only, and are closed under it
 */
record Places(Nagare first, Nagare second, Executor threads, boolean closing) {

    Nagare any(Draw draw) {
        return draw.either() ? first : second;
    }

    /** Runs work for a pipeline on a thread that belongs to no runtime. */
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
