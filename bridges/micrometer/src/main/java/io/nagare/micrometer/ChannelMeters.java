package io.nagare.micrometer;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.nagare.channel.Mpsc;
import io.nagare.channel.Multicast;
import java.util.function.Function;

/**
 * Meters of one channel: {@code nagare.channel.depth}, the values that wait, and {@code .capacity}. A broadcast also
 * has {@code .subscribers} and {@code .lag}, the values that its slowest subscriber has not taken. The tag {@code
 * channel} has the name.
 *
 * <p>The channel is looked at once a second at most. The registry does not keep it alive.
 */
public final class ChannelMeters implements MeterBinder {

    private static final String PREFIX = "nagare.channel.";

    /** What is read of a channel. */
    private record Values(int depth, int capacity, int subscribers, long lag) {}

    private final Function<MeterRegistry, Meters<?, Values>> made;
    private final boolean isMulticast;

    private ChannelMeters(Function<MeterRegistry, Meters<?, Values>> made, boolean isMulticast) {
        this.made = made;
        this.isMulticast = isMulticast;
    }

    private static Tags tags(String name, Tag... tags) {
        return Tags.of(requireNonNull(tags, "tags")).and("channel", requireNonNull(name, "name"));
    }

    /** Makes meters of a broadcast. */
    public static ChannelMeters of(Multicast<?> channel, String name, Tag... tags) {
        requireNonNull(channel, "channel");
        Tags all = tags(name, tags);
        return new ChannelMeters(
                registry -> Meters.<Multicast<?>, Values>of(
                        registry,
                        channel,
                        of -> new Values(of.depth(), of.capacity(), of.subscribers(), of.lag()),
                        PREFIX,
                        all),
                true);
    }

    /** Makes meters of a channel with one receiver. */
    public static ChannelMeters of(Mpsc<?> channel, String name, Tag... tags) {
        requireNonNull(channel, "channel");
        Tags all = tags(name, tags);
        return new ChannelMeters(
                registry -> Meters.<Mpsc<?>, Values>of(
                        registry, channel, of -> new Values(of.size(), of.capacity(), 1, of.size()), PREFIX, all),
                false);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Meters<?, Values> meters = made.apply(registry);
        meters.gauge("depth", "Values that wait", Values::depth);
        meters.gauge("capacity", "Values that there is room for", Values::capacity);
        if (isMulticast) {
            meters.gauge("subscribers", "Subscribers", Values::subscribers);
            meters.gauge("lag", "Values that the slowest subscriber has not taken", Values::lag);
        }
    }
}
