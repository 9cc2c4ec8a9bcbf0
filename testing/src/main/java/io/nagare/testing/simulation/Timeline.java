package io.nagare.testing.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a simulation, in order: the last events as text, and a hash of all. Two runs with the same hash have
 * had the same events at the same times. Used by the thread that steps.
 */
final class Timeline {

    /** How many of the last events are kept as text. */
    private static final int KEPT = 200;

    private static final long FIRST_HASH = 0xCBF29CE484222325L;
    private static final long PRIME = 0x100000001B3L;

    /** An event: when, where, and what. */
    record Event(long nanos, String host, String what) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%14.6f ms  %-12s %s", nanos / 1e6, host, what);
        }
    }

    private final ArrayDeque<Event> last = new ArrayDeque<>();

    /** The numbers of tasks, in the order in which they first ran. Their identity decides nothing else. */
    private final Map<Object, Integer> numbers = new WeakHashMap<>();

    private int nextNumber;
    private final @Nullable List<Event> all;
    private long hash = FIRST_HASH;
    private long count;

    /** Makes an empty timeline; with {@code keepsAll}, one that keeps each event as text. */
    Timeline(boolean keepsAll) {
        this.all = keepsAll ? new ArrayList<>() : null;
    }

    /** Notes an event that a reader wants to see. */
    void note(long nanos, String host, String what) {
        Event event = new Event(nanos, host, what);
        if (last.size() == KEPT) {
            last.removeFirst();
        }
        last.addLast(event);
        count(nanos, host, what);
        if (all != null) {
            all.add(event);
        }
    }

    /** Counts a step, which is in the hash but not among the last events. */
    void step(long nanos, String host, Object task) {
        Integer number = numbers.get(task);
        if (number == null) {
            number = nextNumber++;
            numbers.put(task, number);
        }
        if (all != null) {
            all.add(new Event(nanos, host, "runs " + task.getClass().getSimpleName() + " " + number));
        }
        add(nanos);
        add(host.hashCode());
        add(number);
        count++;
    }

    /** Counts a step that is told from others by its kind alone. */
    void count(long nanos, String host, String kind) {
        add(nanos);
        add(host.hashCode());
        add(kind.hashCode());
        count++;
    }

    private void add(long value) {
        hash = (hash ^ value) * PRIME;
        hash ^= hash >>> 29;
    }

    /** The number of events so far. */
    long events() {
        return count;
    }

    /** A hash of all events so far. */
    long hash() {
        return hash;
    }

    /** Each event, if this keeps all. */
    List<Event> all() {
        return all == null ? List.of() : List.copyOf(all);
    }

    /** The last events, oldest first, each on a line. */
    String lastEvents(int most) {
        StringBuilder text = new StringBuilder();
        last.stream().skip(Math.max(0, last.size() - most)).forEach(event -> text.append("  ")
                .append(event)
                .append('\n'));
        return text.toString();
    }
}
