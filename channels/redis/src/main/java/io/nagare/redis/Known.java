package io.nagare.redis;

import io.nagare.redis.failure.ChannelGoneException;
import io.nagare.redis.failure.ChannelSettingsException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value that was seen. A server that has lost values gives their numbers again, but stores the new ones at another
 * time. Immutable.
 *
 * @param number the number of the value
 * @param time when it was stored, in microseconds since 1970
 */
record Known(long number, long time) {

    /**
     * Says what is wrong with a channel that was looked at.
     *
     * @param known the newest value that was seen before the look
     * @param least the newest number that was heard of before the look
     */
    static @Nullable Throwable wrong(ChannelKeys keys, List<Object> answer, Known known, long least) {
        String word = Replies.text(answer, 0);
        if (word.equals("gone")) {
            return new ChannelGoneException(keys.name(), Replies.text(answer, 1));
        }
        if (word.equals("type")) {
            return new ChannelSettingsException(
                    keys.name(),
                    List.of("the key " + Replies.text(answer, 1) + " is a " + Replies.text(answer, 2)
                            + " that is none of a channel. Delete the keys " + keys.all() + " to use the name"));
        }
        Extent found;
        try {
            found = Extent.of(keys, answer);
        } catch (ChannelSettingsException foreign) {
            return foreign;
        } catch (RuntimeException unreadable) {
            return new ChannelSettingsException(
                    keys.name(),
                    List.of("the key " + keys.channel() + " has fields that are none of a channel (" + unreadable
                            + "). Delete the keys " + keys.all() + " to use the name"));
        }
        List<String> differences = keys.differences(found);
        if (!differences.isEmpty()) {
            return new ChannelSettingsException(keys.name(), differences);
        }
        if (found.last() < least) {
            return new ChannelGoneException(
                    keys.name(),
                    "the server has lost values, and keeps those up to " + found.last() + " of " + least);
        }
        if (found.known() > 0 && found.known() != known.time()) {
            return new ChannelGoneException(
                    keys.name(),
                    "the server has lost values, and has given the number " + known.number() + " again");
        }
        return null;
    }
}
