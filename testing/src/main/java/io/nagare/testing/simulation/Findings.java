package io.nagare.testing.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is found to be wrong with hosts that have ended. Used by the thread that drives the simulation. */
final class Findings {

    private final List<String> texts = new ArrayList<>();
    private @Nullable Throwable cause;
    private Predicate<Throwable> expectedUnseen = failure -> false;

    /** Expects more failures to be seen by nobody. */
    void expectUnseen(Predicate<? super Throwable> expected) {
        expectedUnseen = expectedUnseen.or(expected);
    }

    /** Takes over the failures that nobody saw on a host, except those that are expected. */
    void collectUnseen(Host host) {
        for (Throwable failure : host.machine().unseen()) {
            if (expectedUnseen.test(failure)) {
                continue;
            }
            texts.add("a failure that nobody saw on " + host + ": " + failure);
            if (cause == null) {
                cause = failure;
            }
        }
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
        if (!host.machine().live().isEmpty()) {
            int running = host.machine().live().size();
            texts.add("still running on " + host + ": " + running + (running == 1 ? " task" : " tasks")
                    + " or subscriptions, half an hour after all were cancelled");
        }
        if (host.machine().armedCount() > 0) {
            texts.add("timers left armed on " + host + ": " + host.machine().armedCount());
        }
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
