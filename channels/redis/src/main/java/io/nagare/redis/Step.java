package io.nagare.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Values that the server takes in one step: their counters follow each other. Used under the outbox's lock. */
final class Step {

    /** How many values there are at most, and how many bytes unless a single value has more. */
    private static final int MOST = 64;

    private static final int MOST_BYTES = 256 << 10;

    /** How long the server keeps the counter of the last value after that was sent. */
    private static final Duration KEPT = Duration.ofHours(1);

    private final List<ChannelSending> values = new ArrayList<>();
    private final long after;
    private long bytes;

    /**
     * Makes a step without values.
     *
     * @param after the counter of the value that was sent before these, or 0 if they are the oldest
     */
    Step(long after) {
        this.after = after;
    }

    /** Divides values into steps. */
    static List<Step> of(Iterable<ChannelSending> all) {
        List<Step> steps = new ArrayList<>();
        Step step = new Step(0);
        long last = 0;
        for (ChannelSending next : all) {
            if (!step.hasRoomFor(next) || (last > 0 && next.counter != last + 1)) {
                steps.add(step);
                step = new Step(last);
            }
            step.add(next);
            last = next.counter;
        }
        if (!step.values.isEmpty()) {
            steps.add(step);
        }
        return steps;
    }

    /** Whether a value can be added. */
    boolean hasRoomFor(ChannelSending next) {
        return values.isEmpty() || (values.size() < MOST && bytes + next.body().length <= MOST_BYTES);
    }

    void add(ChannelSending next) {
        values.add(next);
        bytes += next.body().length;
    }

    List<ChannelSending> values() {
        return values;
    }

    /** Returns the arguments of {@link Script#SEND}. */
    byte[][] arguments(String made) {
        byte[][] arguments = new byte[values.size() + 4][];
        arguments[0] = made.getBytes(UTF_8);
        arguments[1] = ascii(values.get(0).counter);
        arguments[2] = ascii(after);
        arguments[3] = ascii(KEPT.toSeconds());
        for (int i = 0; i < values.size(); i++) {
            arguments[i + 4] = values.get(i).body();
        }
        return arguments;
    }

    private static byte[] ascii(long number) {
        return Long.toString(number).getBytes(UTF_8);
    }
}
