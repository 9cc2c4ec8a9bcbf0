package io.nagare.examples.redis;

import io.nagare.Bytes;
import io.nagare.channel.Broadcast;

/**
 * A channel, or a pattern for channels, that has subscribers. Its fields are guarded by {@link Topics}.
 *
 * <p>A client that is too slow does not hold up those who publish, nor the others. What waits for it is in the
 * broadcast, which keeps the last messages for all.
 */
final class Topic {

    /** How many messages a client may be behind. A client that is further behind is cut off, as in Redis. */
    static final int CAPACITY = 1024;

    private final Bytes name;
    private final Broadcast<Message> messages = Broadcast.lagging(CAPACITY);
    private int members;

    Topic(Bytes name) {
        this.name = name;
    }

    Bytes name() {
        return name;
    }

    Broadcast<Message> messages() {
        return messages;
    }

    void join() {
        members++;
    }

    /** Returns whether nobody is left. */
    boolean leave() {
        members--;
        return members == 0;
    }

    /**
     * What was published.
     *
     * @param channel where
     * @param content what
     */
    record Message(Bytes channel, Bytes content) {}
}
