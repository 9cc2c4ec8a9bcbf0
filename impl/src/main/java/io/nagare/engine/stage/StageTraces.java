package io.nagare.engine.stage;

import io.nagare.StageTrace;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.strand.LocalBoundary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts a {@link StageTrace} into a failure when it comes from a named stream. Looks for the name when there is a
 * failure, by following the chain of subscribers down, so that a stream that does not fail pays nothing.
 */
final class StageTraces {

    private StageTraces() {}

    /** A function of that stage has thrown. */
    static void thrownIn(StageSubscriber<?, ?> stage, Throwable failure) {
        thrownIn(List.of(nameOf(stage)), stage.downstream, failure);
    }

    /** A function of the first of those stages has thrown; the last one's downstream is that subscriber. */
    static void thrownIn(List<String> stages, StrandSubscriber<?> downstream, Throwable failure) {
        StringBuilder path = new StringBuilder();
        for (String stage : stages) {
            append(path, stage);
        }
        StrandSubscriber<?> next = downstream;
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
            append(path, nameOf(stage));
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
        return type.substring(0, type.indexOf("Subscriber"));
    }

    private static void append(StringBuilder path, String stage) {
        path.append(path.isEmpty() ? "" : " | ")
                .append(Character.toLowerCase(stage.charAt(0)))
                .append(stage, 1, stage.length());
    }
}
