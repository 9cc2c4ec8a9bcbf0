package io.nagare.jmx;

import io.nagare.channel.Multicast;

/**
 * A broadcast, for JMX. {@link Multicast} says what each figure is.
 *
 * @since 0.1
 */
public interface NagareBroadcastMXBean {

    /** Returns the name under which the bean was registered. */
    String getName();

    /** Returns how many subscribers the broadcast has. */
    int getSubscribers();

    /** Returns how many values there is room for. */
    int getCapacity();

    /** Returns how many values wait for the slowest subscriber. */
    int getDepth();

    /** Returns how many values the slowest subscriber has not taken, including those that it will miss. */
    long getLag();

    /** Returns whether the broadcast is closed. */
    boolean isClosed();
}
