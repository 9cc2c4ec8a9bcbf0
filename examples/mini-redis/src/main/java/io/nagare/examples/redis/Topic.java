package io.nagare.examples.redis;

import io.nagare.Bytes;
import io.nagare.channel.Broadcast;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A channel, or a pattern for channels, that has subscribers. Its fields are guarded by {@link Topics}.
 *
 * <p>A client that is too slow does not hold up those who publish, nor the others. What waits for it is in the
 * broadcast, which keeps the last messages for all. It counts messages, so this counts their bytes: if there are too
 * many, the oldest messages lose their content.
 */
final class Topic {

    /** How many messages a client may be behind. A client that is further behind is cut off, as in Redis. */
    static final int CAPACITY = 1024;

    /** How many bytes are kept beside the last message. Redis keeps as many for one client. */
    static final long MOST_BYTES = 32 << 20;

    /** About how many bytes a message takes beside its content. */
    private static final int OVERHEAD = 64;

    private final Bytes name;
    private final Broadcast<Message> messages = Broadcast.lagging(CAPACITY);
    private int members;

    /** What the broadcast keeps, oldest first, and how many bytes that is. */
    private final Deque<Message> kept = new ArrayDeque<>();

    private long bytes;

    Topic(Bytes name) {
        this.name = name;
    }

    Bytes name() {
        return name;
    }

    Broadcast<Message> messages() {
        return messages;
    }

    /** Sends a message to all members. Returns how many there are. */
    int send(Bytes channel, Bytes content) {
        Message message = new Message(channel, content);
        int reached = messages.send(message);
        kept.add(message);
        bytes += message.size;
        if (kept.size() > CAPACITY) {
            bytes -= kept.remove().size;
        }
        while (bytes > MOST_BYTES && kept.size() > 1) {
            Message oldest = kept.remove();
            bytes -= oldest.size;
            oldest.content = null;
        }
        return reached;
    }

    void join() {
        members++;
    }

    /** Returns whether nobody is left. */
    boolean leave() {
        members--;
        return members == 0;
    }

    /** What was published to the members of one topic. May be read by any thread. */
    static final class Message {

        private final Bytes channel;
        private final int size;
        private volatile @Nullable Bytes content;

        private Message(Bytes channel, Bytes content) {
            this.channel = channel;
            this.content = content;
            this.size = channel.length() + content.length() + OVERHEAD;
        }

        Bytes channel() {
            return channel;
        }

        /** Returns the content, or null if too much was published since. */
        @Nullable Bytes content() {
            return content;
        }
    }
}
