package io.nagare.examples.redis;

import io.nagare.Bytes;
import io.nagare.examples.redis.resp.Digits;
import io.nagare.examples.redis.resp.Request;
import io.nagare.examples.redis.resp.RespLimits;
import io.nagare.examples.redis.store.Data;
import io.nagare.examples.redis.store.Entry;
import io.nagare.examples.redis.store.Store;
import java.util.ArrayList;
import java.util.List;

/** What is in a store, as the requests that make it. Stateless; called while the lock of the database is held. */
final class Snapshot {

    /** The most items of a list or fields of a hash in one request. */
    private static final int MOST_ITEMS = 1000;

    /**
     * How many bytes a request may have before it gets no more items. Far below {@link RespLimits#longestFrame()}. One
     * item, or a field and its value, always goes in, and fits: each string has a limit of its own.
     */
    private static final int ENOUGH_BYTES = 4 << 20;

    private Snapshot() {}

    static List<Request> of(Store store) {
        List<Request> requests = new ArrayList<>();
        for (Entry entry : store.all()) {
            add(entry, requests);
            if (entry.expiresAt() != Entry.NEVER) {
                requests.add(Request.of(Bytes.utf8("PEXPIREAT"), entry.key(), Digits.of(entry.expiresAt())));
            }
        }
        return requests;
    }

    private static void add(Entry entry, List<Request> requests) {
        if (entry.data() instanceof Data.Text text) {
            requests.add(Request.of(Bytes.utf8("SET"), entry.key(), text.content()));
        } else if (entry.data() instanceof Data.Line line) {
            addParts(Bytes.utf8("RPUSH"), entry.key(), List.copyOf(line.items()), 1, requests);
        } else if (entry.data() instanceof Data.Table table) {
            List<Bytes> fields = new ArrayList<>();
            table.fields().forEach((field, value) -> {
                fields.add(field);
                fields.add(value);
            });
            addParts(Bytes.utf8("HSET"), entry.key(), fields, 2, requests);
        }
    }

    /** Adds as many requests as it takes. Words that belong together stay in one: {@code together} of them. */
    private static void addParts(
            Bytes command, Bytes key, List<Bytes> words, int together, List<Request> requests) {
        List<Bytes> part = new ArrayList<>(List.of(command, key));
        int items = 0;
        long length = 0;
        for (int from = 0; from < words.size(); from += together) {
            for (Bytes word : words.subList(from, from + together)) {
                part.add(word);
                length += word.length();
            }
            items++;
            boolean last = from + together == words.size();
            if (last || items == MOST_ITEMS || length >= ENOUGH_BYTES) {
                requests.add(Request.of(part.toArray(new Bytes[0])));
                part.subList(2, part.size()).clear();
                items = 0;
                length = 0;
            }
        }
    }
}
