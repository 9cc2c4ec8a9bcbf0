package io.nagare.reactor;

import io.nagare.Nagare;
import io.nagare.driver.Driver;
import io.nagare.driver.Resource;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * The jobs of all schedulers on a runtime, which are disposed of when it is closed. Any thread may call.
 *
 * <p>Jobs of a scheduler that nobody uses any more, and of which none waits, are forgotten.
 */
final class EndingWithRuntime implements Resource {

    private final Set<Jobs> all = Collections.newSetFromMap(new WeakHashMap<>());

    private EndingWithRuntime() {}

    static EndingWithRuntime on(Nagare runtime) {
        return runtime.driver().shared(EndingWithRuntime.class, () -> entered(runtime.driver()));
    }

    private static EndingWithRuntime entered(Driver driver) {
        EndingWithRuntime ending = new EndingWithRuntime();
        // A runtime that has closed its resources is closed, and then each new job is rejected.
        driver.opened(ending);
        return ending;
    }

    synchronized void add(Jobs jobs) {
        all.add(jobs);
    }

    private synchronized List<Jobs> toEnd() {
        return List.copyOf(all);
    }

    @Override
    public void runtimeClosed() {
        toEnd().forEach(Jobs::dispose);
    }
}
