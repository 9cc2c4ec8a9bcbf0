package io.nagare.redis;

import java.util.ArrayList;
import java.util.List;

/**
 * A value as the server keeps it. Immutable, if nobody changes the bytes.
 *
 * @param number the number of the value in its channel, from 1 on
 * @param time when it was stored, by the server's clock, in microseconds since 1970
 */
record Entry(long number, long time, byte[] body) {

    /** Reads the answer of a range of a stream. */
    static List<Entry> all(List<Object> answer) {
        List<Entry> entries = new ArrayList<>(answer.size());
        for (Object one : answer) {
            entries.add(of(list(one)));
        }
        return entries;
    }

    static Entry of(List<Object> entry) {
        String id = Replies.text(entry, 0);
        List<Object> fields = list(entry.get(1));
        return new Entry(
                Long.parseLong(id.substring(id.indexOf('-') + 1)), Replies.number(fields, 1), (byte[]) fields.get(3));
    }

    @SuppressWarnings("unchecked") // the scripts store entries of this form
    static List<Object> list(Object item) {
        return (List<Object>) item;
    }
}
