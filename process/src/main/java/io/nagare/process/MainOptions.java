package io.nagare.process;

import io.nagare.Nagare;
import io.nagare.NagareBuilder;
import java.time.Duration;
import java.util.Objects;

/**
 * How {@link MainProgram#run} runs a program.
 *
 * @param limit how long the program may go on after the first signal, at least 0
 * @param runtime makes the runtime
 */
public record MainOptions(Duration limit, NagareBuilder runtime) {

    /** Docker kills a container 10 seconds after the signal. */
    private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(5);

    /**
     * Checks the limit.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public MainOptions {
        if (limit.isNegative()) {
            throw new IllegalArgumentException("the limit is negative: " + limit);
        }
        Objects.requireNonNull(runtime, "runtime");
    }

    /** Returns a limit of 5 seconds, and a runtime with a worker for each core. */
    public static MainOptions defaults() {
        return new MainOptions(DEFAULT_LIMIT, Nagare.multiThread());
    }

    /** Sets how long the program may go on after the first signal. */
    public MainOptions limit(Duration time) {
        return new MainOptions(time, runtime);
    }

    /** Sets what makes the runtime. */
    public MainOptions runtime(NagareBuilder builder) {
        return new MainOptions(limit, builder);
    }
}
