package io.nagare.testing.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/** The random faults of one simulation. Used by the thread that drives it. */
final class FaultHistory {

    /** Which of the faults that are drawn happen, by number. */
    private final LongPredicate allowed;

    private final List<Faults> all = new ArrayList<>();
    private long drawn;

    FaultHistory(LongPredicate allowed) {
        this.allowed = allowed;
    }

    void add(Faults faults) {
        all.add(faults);
    }

    /** Lets no more faults begin. */
    void end() {
        all.forEach(Faults::end);
    }

    /** Whether the next fault happens. */
    boolean allowsNext() {
        return allowed.test(drawn++);
    }

    /** How many faults were drawn so far. */
    long drawn() {
        return drawn;
    }

    /** The faults that have happened. */
    List<String> injected() {
        return all.stream().flatMap(faults -> faults.injected().stream()).toList();
    }

    /** The kinds that can never happen in this simulation, each with the reason. */
    List<String> impossible() {
        return all.stream().flatMap(faults -> faults.impossible().stream()).distinct().toList();
    }

    /** Those of the {@link #impossible()} kinds that the test has asked for by name. */
    List<String> askedInVain() {
        return all.stream().flatMap(faults -> faults.askedInVain().stream()).distinct().toList();
    }
}
