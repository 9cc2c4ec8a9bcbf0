package io.nagare.nats;

import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The stream of a broadcast on the server. Its values have one subject, and the message that says that it has ended has
 * another. A closed stream has no subject for values any more, so the server itself refuses them; and room for one
 * message more, so that the last one drives out no value. Immutable.
 */
record StreamSettings(String name, BroadcastSettings settings) {

    private static final int LONGEST = 200;

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if it is no subject
     */
    StreamSettings {
        boolean good = !name.isEmpty() && name.length() <= LONGEST;
        for (String part : name.split("\\.", -1)) {
            good &= !part.isEmpty() && part.chars().allMatch(StreamSettings::isPlain);
        }
        if (!good) {
            throw new IllegalArgumentException("a channel's name must be a subject of NATS: letters, digits, - and _, "
                    + "in parts between dots, " + LONGEST + " at most; but was \"" + name + "\"");
        }
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
        return name.replace('.', '_');
    }

    /** The subject of the message that says that the channel has ended. */
    String end() {
        return name + ".$end";
    }

    StreamConfiguration open() {
        return configuration(settings.capacity(), name, end());
    }

    StreamConfiguration closed() {
        return configuration(settings.capacity() + 1, end());
    }

    boolean isClosed(StreamConfiguration found) {
        return found.getSubjects().equals(List.of(end()));
    }

    private StreamConfiguration configuration(long most, String... subjects) {
        return StreamConfiguration.builder()
                .name(stream())
                .subjects(subjects)
                .retentionPolicy(RetentionPolicy.Limits)
                .discardPolicy(DiscardPolicy.Old)
                .maxMessages(most)
                .storageType(settings.inMemory() ? StorageType.Memory : StorageType.File)
                .replicas(settings.replicas())
                .build();
    }

    /** Returns what a stream has that this would not have made. */
    List<String> differences(StreamConfiguration found) {
        StreamConfiguration wanted = isClosed(found) ? closed() : open();
        List<String> differences = new ArrayList<>();
        compare("subjects", sorted(wanted.getSubjects()), sorted(found.getSubjects()), differences);
        compare("retention", wanted.getRetentionPolicy(), found.getRetentionPolicy(), differences);
        compare("discard", wanted.getDiscardPolicy(), found.getDiscardPolicy(), differences);
        compare("max_msgs", wanted.getMaxMsgs(), found.getMaxMsgs(), differences);
        compare("storage", wanted.getStorageType(), found.getStorageType(), differences);
        compare("num_replicas", wanted.getReplicas(), found.getReplicas(), differences);
        return differences;
    }

    private static Set<String> sorted(List<String> subjects) {
        return new TreeSet<>(subjects);
    }

    private static void compare(String what, Object wanted, Object found, List<String> differences) {
        if (!wanted.equals(found)) {
            differences.add(what + " is " + found + ", but " + wanted + " is asked for");
        }
    }
}
