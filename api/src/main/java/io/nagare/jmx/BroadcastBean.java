package io.nagare.jmx;

import io.nagare.channel.Multicast;

/** A broadcast, as JMX shows it. Called by threads of JMX. */
record BroadcastBean(Multicast<?> channel, String name) implements NagareBroadcastMXBean {

    @Override
    public String getName() {
        return name;
    }

    @Override
    public int getSubscribers() {
        return channel.subscribers();
    }

    @Override
    public int getCapacity() {
        return channel.capacity();
    }

    @Override
    public int getDepth() {
        return channel.depth();
    }

    @Override
    public long getLag() {
        return channel.lag();
    }

    @Override
    public boolean isClosed() {
        return channel.isClosed();
    }
}
