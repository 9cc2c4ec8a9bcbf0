package io.nagare.redis;

import io.nagare.redis.failure.ChannelSettingsException;
import java.util.ArrayList;
import java.util.List;

/**
 * A value as the server keeps it. Immutable, if nobody changes the bytes.
 *
 * @param number the number of the value in its channel, from 1 on
 * @param time when it was stored, by the server's clock, in microseconds since 1970
 */
record Entry(long number, long time, byte[] body) {

    /**
     * Reads the answer of a range of a stream.
     *
     * @throws ChannelSettingsException if another program has written one of the entries
     */
    static List<Entry> all(ChannelKeys keys, List<Object> answer) {
        List<Entry> entries = new ArrayList<>(answer.size());
        for (Object one : answer) {
            entries.add(of(keys, one));
        }
        return entries;
    }

    /**
     * Reads one entry.
     *
     * @throws ChannelSettingsException if another program has written it
     */
    static Entry of(ChannelKeys keys, Object entry) {
        if (entry instanceof List<?> parts
                && parts.size() == 2
                && parts.get(0) instanceof byte[] id
                && parts.get(1) instanceof List<?> fields
                && fields.size() == 2
                && fields.get(1) instanceof byte[] body) {
            long number = id.length > 2 && id[0] == '0' && id[1] == '-' ? Replies.digits(id, 2) : -1;
            long time = Replies.numberOr(list(fields).get(0), -1);
            if (number > 0 && time >= 0) {
                return new Entry(number, time, body);
            }
        }
        throw foreign(keys, entry instanceof List<?> parts && !parts.isEmpty() ? Replies.text(list(entry), 0) : "?");
    }

    /** Returns the number of the value with this identity; -1 if it is none of a channel. */
    static long numberOf(String id) {
        return id.startsWith("0-") ? Replies.numberOr(id.substring(2), -1) : -1;
    }

    /** An entry was written by another program. */
    static ChannelSettingsException foreign(ChannelKeys keys, String id) {
        return new ChannelSettingsException(
                keys.name(),
                List.of("the entry " + id + " of the key " + keys.values() + " is an entry of its stream that is none "
                        + "of a channel: another program has written it. Delete it (XDEL)"));
    }

    @SuppressWarnings("unchecked") // the items of an answer can be anything
    static List<Object> list(Object item) {
        return (List<Object>) item;
    }
}
