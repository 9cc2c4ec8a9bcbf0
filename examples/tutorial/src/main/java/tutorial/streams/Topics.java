package tutorial.streams;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.channel.Broadcast;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tutorial.framing.Commands;
import tutorial.framing.Reply;

/** What is published, and who listens. Any thread may use it. */
public final class Topics {

    /** How many messages wait for a slow subscriber. It misses older ones. */
    private static final int KEPT = 1024;

    private final Map<String, Broadcast<String>> topics = new ConcurrentHashMap<>();

    /** Adds the command {@code PUBLISH topic message}. */
    public void addTo(Commands commands) {
        commands.add("PUBLISH", 3, words -> new Reply.Whole(publish(words.get(1), words.get(2))));
    }

    private int publish(String topic, String message) {
        Broadcast<String> broadcast = topics.get(topic);
        return broadcast == null ? 0 : broadcast.send(message);
    }

    /** Emits that this is the client's topic of that number, and then what is published. Never completes. */
    Many<Reply> subscribe(String topic, long number) {
        Broadcast<String> broadcast = topics.computeIfAbsent(topic, unused -> Broadcast.lagging(KEPT));
        Many<Reply> messages = broadcast.receiver().map(message -> Reply.Group.of("message", topic, message));
        Reply welcome = new Reply.Group(
                List.of(new Reply.Text("subscribe"), new Reply.Text(topic), new Reply.Whole(number)));
        return Many.merge(messages, One.just(welcome));
    }
}
