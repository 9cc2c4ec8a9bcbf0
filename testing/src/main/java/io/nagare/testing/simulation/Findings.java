package io.nagare.testing.simulation;

import io.nagare.engine.virtual.VirtualMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is found to be wrong with hosts that have ended. Used by the thread that drives the simulation. */
final class Findings {

    /** How many tasks and subscriptions of a host are named. */
    private static final int SHOWN = 5;

    private final List<String> texts = new ArrayList<>();
    private @Nullable Throwable cause;
    private Predicate<Throwable> expectedUnseen = failure -> false;

    /** Expects more failures to be seen by nobody. */
    void expectUnseen(Predicate<? super Throwable> expected) {
        expectedUnseen = expectedUnseen.or(expected);
    }

    /** Takes over the failures that nobody saw on a host, and broken rules, except those that are expected. */
    void collectUnseen(Host host) {
        collectUnseen(host.name(), host.machine());
    }

    /** The same, of one machine. */
    void collectUnseen(String where, VirtualMachine machine) {
        List<Throwable> unseen = machine.unseen();
        unseen.forEach(failure -> collect("a failure that nobody saw on " + where, failure));
        for (Throwable violation : machine.violations()) {
            if (!unseen.contains(violation)) {
                collect("a rule of Reactive Streams was broken on " + where, violation);
            }
        }
    }

    private void collect(String what, Throwable failure) {
        if (expectedUnseen.test(failure)) {
            return;
        }
        texts.add(what + ": " + failure);
        if (cause == null) {
            cause = failure;
        }
    }

    /** Looks for faults that the test relies on although they cannot happen. */
    void checkFaults(FaultHistory faults) {
        faults.askedInVain()
                .forEach(kind -> texts.add("a fault was asked for that can never happen in this simulation: " + kind));
    }

    /** Looks at what a host has left after all its programs were cancelled. */
    void checkNothingLeft(Host host) {
        if (!host.sockets().isEmpty()) {
            texts.add("sockets left open on " + host + ": " + host.sockets());
        }
        if (!host.disk().openFiles().isEmpty()) {
            texts.add("files left open on " + host + ": " + host.disk().openFiles());
        } else if (host.descriptors().open() > 0 && host.sockets().isEmpty()) {
            texts.add("descriptors left open on " + host + ": "
                    + host.descriptors().open());
        }
        if (!host.programs().running().isEmpty()) {
            texts.add("children left running on " + host + ": " + host.programs().running());
        }
        if (!host.machine().live().isEmpty()) {
            texts.add("still running on " + host + ", half an hour after all was cancelled: " + waiting(host));
        }
        if (host.machine().armedCount() > 0) {
            texts.add("timers left armed on " + host + ": " + host.machine().armedCount());
        }
    }

    /** What runs on a host, and what it waits for. */
    static String waiting(Host host) {
        List<Object> live = host.machines().live();
        String first = live.stream().limit(SHOWN).map(String::valueOf).collect(Collectors.joining("; "));
        return live.size() <= SHOWN ? first : first + "; and " + (live.size() - SHOWN) + " more";
    }

    boolean isEmpty() {
        return texts.isEmpty();
    }

    /** The first failure that nobody saw, or null. */
    @Nullable Throwable cause() {
        return cause;
    }

    /** All findings, each on a line. */
    @Override
    public String toString() {
        return String.join("\n", texts);
    }
}
