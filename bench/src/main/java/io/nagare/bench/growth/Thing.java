package io.nagare.bench.growth;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The kinds of things that a crowd can be made of. */
public enum Thing {
    YIELDS("tasks that yield", "a yield", false, 0),
    TIMERS("timers armed and fired", "CPU time of a task with a timer of 1 to 10 ms", false, 0),
    RECEIVERS("receivers of a broadcast", "a delivery", false, 0),
    WATCHERS("watchers of a watch", "a watcher told of a change", false, 0),
    GROUPS("groups of groupBy", "an item", true, 0),
    STREAMS("inner streams of flatMap", "an inner stream of 10 items on a strand of its own", true, 0),
    STAGES("stages of a chain", "an item at a stage", true, 0),
    CONNECTIONS("idle connections beside an active one", "an echo of 64 B on the active one", false, 2),
    FILES("files sent at once", "a file of 256 KiB to a new connection", false, 3);

    private static final int MOST = 100_000;
    private static final int QUICK_MOST = 1_000;
    private static final int OTHER_DESCRIPTORS = 1_000;

    private final String title;
    private final String operation;
    private final boolean hasReactor;
    private final int descriptors;

    Thing(String title, String operation, boolean hasReactor, int descriptors) {
        this.title = title;
        this.operation = operation;
        this.hasReactor = hasReactor;
        this.descriptors = descriptors;
    }

    static Thing of(String label) {
        for (Thing thing : values()) {
            if (thing.label().equals(label)) {
                return thing;
            }
        }
        throw new IllegalArgumentException("there is no thing named " + label + "; there are: "
                + Arrays.stream(values()).map(Thing::label).collect(Collectors.joining(", ")));
    }

    /** The name in works and files. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name in headings. */
    public String title() {
        return title;
    }

    /** The operation that is measured. */
    public String operation() {
        return operation;
    }

    /** Whether Reactor has a counterpart here. */
    public boolean hasReactor() {
        return hasReactor;
    }

    /**
     * The numbers of things to measure: the powers of ten up to the most that there can be. If a process may open fewer
     * files than the next power of ten needs, also that limit, in whole thousands.
     */
    public List<Integer> numbers(boolean quick) {
        int most = quick ? QUICK_MOST : MOST;
        int possible = descriptors == 0 ? most : (int) Math.min(most, (openFiles() - OTHER_DESCRIPTORS) / descriptors);
        int last = possible >= 1_000 ? possible / 1_000 * 1_000 : possible;
        return IntStream.concat(
                        IntStream.iterate(1, number -> number <= last, number -> 10 * number),
                        last > 0 ? IntStream.of(last) : IntStream.empty())
                .distinct()
                .boxed()
                .toList();
    }

    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Integer.MAX_VALUE;
    }
}
