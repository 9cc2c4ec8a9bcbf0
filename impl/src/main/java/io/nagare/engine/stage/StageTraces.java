package io.nagare.engine.stage;

import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.strand.LocalBoundary;
import io.nagare.engine.strand.WaitingFor;
import io.nagare.failure.StageTrace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds a {@link StageTrace} to a failure from a named stream. It looks for the name only when there is a failure, by
 * following the chain of subscribers downstream. So a stream that does not fail pays nothing. Called on the strand.
 */
public final class StageTraces {

    private StageTraces() {}

    /** Adds a trace to the failure of a stage's function. */
    public static void thrownIn(StageSubscriber<?, ?> stage, Throwable failure) {
        thrownIn(List.of(WaitingFor.name(stage)), stage.downstream, failure);
    }

    /** Adds a trace to the failure of a function of the first stage. The given downstream is that of the last stage. */
    public static void thrownIn(List<String> stages, StrandSubscriber<?> downstream, Throwable failure) {
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

    /** Returns the name of the stream to which a subscriber belongs; empty if it has none. */
    public static String streamBehind(StrandSubscriber<?> first) {
        StringBuilder unused = new StringBuilder();
        StrandSubscriber<?> next = first;
        while (next != null) {
            if (next instanceof NamedSubscriber<?> named) {
                return named.name();
            }
            next = behind(next, unused);
        }
        return "";
    }

    /**
     * Returns the subscriber downstream in the same program, or null if that is unknown. Adds the name of the
     * subscriber's stage to the path.
     */
    private static @Nullable StrandSubscriber<?> behind(StrandSubscriber<?> subscriber, StringBuilder path) {
        if (subscriber instanceof LocalBoundary<?> boundary) {
            return boundary.downstream();
        }
        if (subscriber instanceof StageSubscriber<?, ?> stage) {
            append(path, WaitingFor.name(stage));
            return stage.downstream;
        }
        return null;
    }

    /** Adds a trace to a failure that passes the end of a named stream. */
    static void passed(String stream, Throwable failure) {
        for (Throwable suppressed : failure.getSuppressed()) {
            if (suppressed instanceof StageTrace trace && trace.stream().equals(stream)) {
                return;
            }
        }
        add(failure, new StageTrace(stream, null));
    }

    /** Adds a trace, unless the failure has the same one: a failure may be used again and again. */
    private static void add(Throwable failure, StageTrace trace) {
        for (Throwable suppressed : failure.getSuppressed()) {
            if (suppressed instanceof StageTrace
                    && String.valueOf(trace.getMessage()).equals(suppressed.getMessage())) {
                return;
            }
        }
        failure.addSuppressed(trace);
    }

    private static void append(StringBuilder path, String stage) {
        path.append(path.isEmpty() ? "" : " | ")
                .append(Character.toLowerCase(stage.charAt(0)))
                .append(stage, 1, stage.length());
    }
}
