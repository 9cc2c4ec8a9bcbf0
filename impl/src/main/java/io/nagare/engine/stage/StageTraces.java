package io.nagare.engine.stage;

import io.nagare.StageTrace;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.strand.LocalBoundary;
import org.jspecify.annotations.Nullable;

/**
 * Puts a {@link StageTrace} into a failure when it comes from a named stream. Looks for the name when there is a
 * failure, by following the chain of subscribers down, so that a stream that does not fail pays nothing.
 */
final class StageTraces {

    private StageTraces() {}

    /** A function of that stage has thrown. */
    static void thrownIn(StageSubscriber<?, ?> stage, Throwable failure) {
        StringBuilder path = new StringBuilder(nameOf(stage));
        StrandSubscriber<?> next = stage.downstream;
        while (next != null) {
            if (next instanceof NamedSubscriber<?> named) {
                add(failure, new StageTrace(named.name(), path.toString()));
                return;
            }
            next = behind(next, path);
        }
    }

    /**
     * What is behind a subscriber in the same program, if that can be told; puts the name of the subscriber's stage
     * into the path.
     */
    private static @Nullable StrandSubscriber<?> behind(StrandSubscriber<?> subscriber, StringBuilder path) {
        if (subscriber instanceof LocalBoundary<?> boundary) {
            return boundary.downstream();
        }
        if (subscriber instanceof StageSubscriber<?, ?> stage) {
            path.append(" | ").append(nameOf(stage));
            return stage.downstream;
        }
        return null;
    }

    /** A failure passes the end of a stream of that name. */
    static void passed(String stream, Throwable failure) {
        for (Throwable suppressed : failure.getSuppressed()) {
            if (suppressed instanceof StageTrace trace && trace.stream().equals(stream)) {
                return;
            }
        }
        add(failure, new StageTrace(stream, null));
    }

    /** A failure that is used again and again is not given the same trace again. */
    private static void add(Throwable failure, StageTrace trace) {
        for (Throwable suppressed : failure.getSuppressed()) {
            if (suppressed instanceof StageTrace
                    && String.valueOf(trace.getMessage()).equals(suppressed.getMessage())) {
                return;
            }
        }
        failure.addSuppressed(trace);
    }

    /** The class's name up to its last word; that of a copied class goes on after it. */
    private static String nameOf(Object stage) {
        String type = stage.getClass().getSimpleName();
        String name = type.substring(0, type.indexOf("Subscriber"));
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
