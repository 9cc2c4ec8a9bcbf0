package io.nagare.micrometer;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.nagare.channel.Mpsc;
import io.nagare.channel.Multicast;

/**
 * Meters of one channel: {@code nagare.channel.depth}, the values that wait, and {@code .capacity}. A broadcast also
 * has {@code .subscribers} and {@code .lag}, the values that its slowest subscriber has not taken. The tag {@code
 * channel} has the name.
 *
 * <p>The channel is looked at once a second at most. The registry does not keep it alive.
 */
public final class ChannelMeters {

    private static final String PREFIX = "nagare.channel.";

    /** What is read of a broadcast. */
    private record Broadcasting(int depth, int capacity, int subscribers, long lag) {}

    /** What is read of a channel with one receiver. */
    private record Queueing(int depth, int capacity) {}

    private ChannelMeters() {}

    private static Tags tags(String name, Tag... tags) {
        return Tags.of(requireNonNull(tags, "tags")).and("channel", requireNonNull(name, "name"));
    }

    /** Makes meters of a broadcast. */
    public static MeterBinder of(Multicast<?> channel, String name, Tag... tags) {
        requireNonNull(channel, "channel");
        Tags all = tags(name, tags);
        return registry -> {
            Meters<Multicast<?>, Broadcasting> meters = Meters.of(
                    registry,
                    new Bound(),
                    channel,
                    of -> new Broadcasting(of.depth(), of.capacity(), of.subscribers(), of.lag()),
                    PREFIX,
                    all);
            meters.gauge("depth", "Values that wait", Broadcasting::depth);
            meters.gauge("capacity", "Values that there is room for", Broadcasting::capacity);
            meters.gauge("subscribers", "Subscribers", Broadcasting::subscribers);
            meters.gauge("lag", "Values that the slowest subscriber has not taken", Broadcasting::lag);
        };
    }

    /** Makes meters of a channel with one receiver. */
    public static MeterBinder of(Mpsc<?> channel, String name, Tag... tags) {
        requireNonNull(channel, "channel");
        Tags all = tags(name, tags);
        return registry -> {
            Meters<Mpsc<?>, Queueing> meters = Meters.of(
                    registry,
                    new Bound(),
                    channel,
                    of -> new Queueing(of.size(), of.capacity()),
                    PREFIX,
                    all);
            meters.gauge("depth", "Values that wait", Queueing::depth);
            meters.gauge("capacity", "Values that there is room for", Queueing::capacity);
        };
    }
}
