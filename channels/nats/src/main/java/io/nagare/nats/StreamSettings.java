package io.nagare.nats;

import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The stream of a channel on the server. Its values have one subject. In a broadcast, the message that says that it has
 * ended has another. A closed stream has no subject for values any more, so the server itself refuses them. A closed
 * broadcast has room for one message more, so that the last one drives out no value. A bucket is a stream as jnats' own
 * key-value API makes it; it never ends, its keys do. Immutable.
 *
 * @param sending how many messages are on their way to the stream at once
 * @param once whether the server knows a message again that was sent before
 */
record StreamSettings(
        String name, Kind kind, int capacity, boolean inMemory, int replicas, int sending, boolean once) {

    /** How the description of a stream begins that a program has made with this. */
    static final String MARK = "nagare ";

    private static final int LONGEST = 200;

    /** How much of a wrong name a message has. */
    private static final int SHOWN = 60;

    /** The longest span that fits into the server's nanoseconds. */
    static final Duration LONGEST_SPAN = Duration.ofNanos(Long.MAX_VALUE);

    /** What a stream is for. */
    enum Kind {
        BROADCAST(RetentionPolicy.Limits, DiscardPolicy.Old),
        PACED(RetentionPolicy.Interest, DiscardPolicy.New),
        QUEUE(RetentionPolicy.WorkQueue, DiscardPolicy.New),
        BUCKET(RetentionPolicy.Limits, DiscardPolicy.New);

        private final RetentionPolicy retention;
        private final DiscardPolicy discard;

        Kind(RetentionPolicy retention, DiscardPolicy discard) {
            this.retention = retention;
            this.discard = discard;
        }
    }

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if it is no subject
     */
    StreamSettings {
        checkSubject("a channel's name", name);
    }

    /**
     * Checks the name of something.
     *
     * @throws IllegalArgumentException if it is no subject
     */
    static void checkSubject(String what, String name) {
        boolean good = !name.isEmpty() && name.length() <= LONGEST;
        for (String part : name.split("\\.", -1)) {
            good &= !part.isEmpty() && part.chars().allMatch(StreamSettings::isPlain);
        }
        if (!good) {
            throw new IllegalArgumentException(what + " must be a subject of NATS: letters, digits, - and _, "
                    + "in parts between dots, " + LONGEST + " at most; but was \""
                    + (name.length() > SHOWN ? name.substring(0, SHOWN) + "...\", of " + name.length() : name + "\""));
        }
    }

    static StreamSettings of(String name, BroadcastSettings settings) {
        return new StreamSettings(
                name,
                Kind.BROADCAST,
                settings.capacity(),
                settings.inMemory(),
                settings.replicas(),
                settings.sending(),
                settings.once());
    }

    static StreamSettings of(String name, PacedSettings settings) {
        return new StreamSettings(
                name,
                Kind.PACED,
                settings.capacity(),
                settings.inMemory(),
                settings.replicas(),
                settings.sending(),
                true);
    }

    static StreamSettings of(String name, QueueSettings settings) {
        return new StreamSettings(
                name,
                Kind.QUEUE,
                settings.capacity(),
                settings.inMemory(),
                settings.replicas(),
                settings.sending(),
                true);
    }

    /**
     * Describes a bucket of keys.
     *
     * @throws IllegalArgumentException if the name is none of a bucket
     */
    static StreamSettings of(String bucket, WatchSettings settings) {
        if (bucket.indexOf('.') >= 0) {
            throw new IllegalArgumentException("a bucket's name has no dots, but was \"" + bucket + "\"");
        }
        return new StreamSettings(bucket, Kind.BUCKET, -1, settings.inMemory(), settings.replicas(), 1, true);
    }

    private static boolean isPlain(int letter) {
        return letter >= 'a' && letter <= 'z'
                || letter >= 'A' && letter <= 'Z'
                || letter >= '0' && letter <= '9'
                || letter == '-'
                || letter == '_';
    }

    /** The name of the stream, which has no dots. */
    String stream() {
        return kind == Kind.BUCKET ? "KV_" + name : name.replace('.', '_');
    }

    /** The subject of the values of a key. */
    String subject(String key) {
        return "$KV." + name + "." + key;
    }

    /** The subject of the message that says that the channel has ended. Nobody sends to that of a bucket. */
    String end() {
        return name + ".$end";
    }

    /** Whether a message in the stream says that the channel has ended. Others have no subject and no room for it. */
    boolean marksEnd() {
        return kind == Kind.BROADCAST;
    }

    /** Describes the stream of an open channel. */
    StreamConfiguration open(@Nullable String description) {
        if (kind == Kind.BUCKET) {
            return StreamConfiguration.builder(configuration(description, -1, subject(">")))
                    .maxMessagesPerSubject(1)
                    .allowRollup(true)
                    .allowDirect(true)
                    .denyDelete(true)
                    .build();
        }
        return marksEnd()
                ? configuration(description, capacity, name, end())
                : configuration(description, capacity, name);
    }

    StreamConfiguration closed(@Nullable String description) {
        return configuration(description, marksEnd() ? capacity + 1L : capacity, subjectOfClosed());
    }

    /** A stream must have a subject. To that of a closed queue nobody sends. A bucket never has this one. */
    private String subjectOfClosed() {
        return marksEnd() ? end() : name + ".$closed";
    }

    boolean isClosed(StreamConfiguration found) {
        return found.getSubjects().equals(List.of(subjectOfClosed()));
    }

    private StreamConfiguration configuration(@Nullable String description, long most, String... subjects) {
        return StreamConfiguration.builder()
                .name(stream())
                .description(description)
                .subjects(subjects)
                .retentionPolicy(kind.retention)
                .discardPolicy(kind.discard)
                .maxMessages(most)
                .storageType(inMemory ? StorageType.Memory : StorageType.File)
                .replicas(replicas)
                .build();
    }

    /** Returns what a stream has that this would not have made. */
    List<String> differences(StreamConfiguration found) {
        StreamConfiguration wanted = isClosed(found) ? closed(null) : open(null);
        List<String> differences = new ArrayList<>();
        compare("subjects", sorted(wanted.getSubjects()), sorted(found.getSubjects()), differences);
        String other = found.getSubjects().isEmpty() ? "" : found.getSubjects().get(0);
        if (kind != Kind.BUCKET && !other.equals(name) && other.replace('.', '_').equals(stream())) {
            differences.add("the channels " + other + " and " + name + " need a stream of the same name, because a dot"
                    + " becomes _ in it; so only one of them can exist");
        }
        compare("retention", wanted.getRetentionPolicy(), found.getRetentionPolicy(), differences);
        compare("discard", wanted.getDiscardPolicy(), found.getDiscardPolicy(), differences);
        compare("max_msgs", wanted.getMaxMsgs(), found.getMaxMsgs(), differences);
        compare("storage", wanted.getStorageType(), found.getStorageType(), differences);
        compare("num_replicas", wanted.getReplicas(), found.getReplicas(), differences);
        compare("max_age", wanted.getMaxAge(), found.getMaxAge(), differences);
        return differences;
    }

    private static Set<String> sorted(List<String> subjects) {
        return new TreeSet<>(subjects);
    }

    private static void compare(
            String what, @Nullable Object wanted, @Nullable Object found, List<String> differences) {
        if (!Objects.equals(wanted, found)) {
            differences.add(what + " is " + found + ", but " + wanted + " is asked for");
        }
    }
}
