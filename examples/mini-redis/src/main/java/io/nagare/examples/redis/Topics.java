package io.nagare.examples.redis;

import io.nagare.Bytes;
import io.nagare.examples.redis.store.Glob;
import io.nagare.examples.redis.store.Store;
import java.util.HashMap;
import java.util.Map;

/** The channels and patterns that have subscribers. May be used by any thread; a lock guards both maps. */
final class Topics {

    private final Map<Bytes, Topic> channels = new HashMap<>();
    private final Map<Bytes, Topic> patterns = new HashMap<>();

    /** Enters a topic, which is made for the first to enter it. */
    synchronized Topic join(boolean pattern, Bytes name) {
        Topic topic = of(pattern).computeIfAbsent(name, Topic::new);
        topic.join();
        return topic;
    }

    /** Leaves a topic, which ends with the last to leave it. */
    synchronized void leave(boolean pattern, Topic topic) {
        if (topic.leave()) {
            of(pattern).remove(topic.name());
        }
    }

    private Map<Bytes, Topic> of(boolean pattern) {
        return pattern ? patterns : channels;
    }

    /** Sends a message to all subscribers of the channel and of patterns that match it. Returns how many there are. */
    synchronized int publish(Bytes channel, Bytes content) {
        Bytes where = Store.keep(channel);
        Bytes what = Store.keep(content);
        Topic topic = channels.get(channel);
        int reached = topic == null ? 0 : topic.send(where, what);
        for (Topic pattern : patterns.values()) {
            if (Glob.matches(pattern.name(), channel)) {
                reached += pattern.send(where, what);
            }
        }
        return reached;
    }

    /** Returns how many channels and patterns have subscribers. */
    synchronized int size() {
        return channels.size() + patterns.size();
    }
}
