package io.nagare.examples.redis;

import io.nagare.Bytes;
import io.nagare.examples.redis.resp.Digits;
import io.nagare.examples.redis.resp.Request;
import io.nagare.examples.redis.store.Data;
import io.nagare.examples.redis.store.Entry;
import io.nagare.examples.redis.store.Store;
import java.util.ArrayList;
import java.util.List;

/** What is in a store, as the requests that make it. Stateless; called while the lock of the database is held. */
final class Snapshot {

    /** The most items of a list or fields of a hash in one request. */
    private static final int MOST_ITEMS = 1000;

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
            addParts("RPUSH", entry.key(), List.copyOf(line.items()), requests);
        } else if (entry.data() instanceof Data.Table table) {
            List<Bytes> fields = new ArrayList<>();
            table.fields().forEach((field, value) -> {
                fields.add(field);
                fields.add(value);
            });
            addParts("HSET", entry.key(), fields, requests);
        }
    }

    private static void addParts(String command, Bytes key, List<Bytes> words, List<Request> requests) {
        for (int from = 0; from < words.size(); from += MOST_ITEMS) {
            List<Bytes> part = new ArrayList<>(List.of(Bytes.utf8(command), key));
            part.addAll(words.subList(from, Math.min(words.size(), from + MOST_ITEMS)));
            requests.add(Request.of(part.toArray(new Bytes[0])));
        }
    }
}
