package io.nagare.redis;

import java.util.ArrayList;
import java.util.List;

/**
 * The keys and the settings of a channel on the server. The name is a hash tag, so a cluster keeps all keys of a
 * channel in one slot. Immutable.
 *
 * @param answerWithin in milliseconds; 0 for a broadcast
 * @param unanswered 0 for a broadcast
 */
record ChannelKeys(String name, Kind kind, int capacity, long answerWithin, int unanswered, int sending) {

    private static final int LONGEST = 200;

    /** What a channel is. */
    enum Kind {
        BROADCAST("broadcast"),
        QUEUE("queue");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if it is none
     */
    ChannelKeys {
        boolean good = !name.isEmpty() && name.length() <= LONGEST;
        for (String part : name.split("\\.", -1)) {
            good &= !part.isEmpty() && part.chars().allMatch(ChannelKeys::isPlain);
        }
        if (!good) {
            throw new IllegalArgumentException("a channel's name must have letters, digits, - and _, "
                    + "in parts between dots, " + LONGEST + " at most; but was \"" + name + "\"");
        }
    }

    static ChannelKeys of(String name, BroadcastSettings settings) {
        return new ChannelKeys(name, Kind.BROADCAST, settings.capacity(), 0, 0, settings.sending());
    }

    static ChannelKeys of(String name, QueueSettings settings) {
        return new ChannelKeys(
                name,
                Kind.QUEUE,
                settings.capacity(),
                settings.answerWithin().toMillis(),
                settings.unanswered(),
                settings.sending());
    }

    private static boolean isPlain(int letter) {
        return letter >= 'a' && letter <= 'z'
                || letter >= 'A' && letter <= 'Z'
                || letter >= '0' && letter <= '9'
                || letter == '-'
                || letter == '_';
    }

    /** The hash with the settings, and the name under which notices are published. */
    String channel() {
        return "nagare:{" + name + "}";
    }

    /** The stream of the values. */
    String values() {
        return channel() + ":values";
    }

    /** The number of the last value of a sender. */
    String sender(String sender) {
        return channel() + ":sender:" + sender;
    }

    /** When each value of a queue that has no answer may go to another receiver. */
    String due() {
        return channel() + ":due";
    }

    List<String> all() {
        return List.of(channel(), values(), due());
    }

    String word() {
        return kind.word;
    }

    /** Returns what a channel has that this would not have made. */
    List<String> differences(Extent found) {
        List<String> differences = new ArrayList<>();
        compare("kind", word(), found.kind(), differences);
        compare("capacity", capacity, found.capacity(), differences);
        compare("answerWithin in ms", answerWithin, found.answerWithin(), differences);
        compare("unanswered", unanswered, found.unanswered(), differences);
        return differences;
    }

    private static void compare(String what, Object wanted, Object found, List<String> differences) {
        if (!wanted.toString().equals(found.toString())) {
            differences.add(what + " is " + found + ", but " + wanted + " is asked for");
        }
    }
}
