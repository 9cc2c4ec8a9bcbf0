package io.nagare.examples.redis.command;

import io.nagare.Bytes;
import io.nagare.examples.redis.resp.Value;
import io.nagare.examples.redis.store.Data;
import io.nagare.examples.redis.store.Entry;
import io.nagare.examples.redis.store.Store;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** HSET, HGET, HDEL, HGETALL and HLEN. */
final class HashCommands {

    private HashCommands() {}

    static void addTo(CommandTable table) {
        table.writing("hset", -4, HashCommands::set);
        table.reading("hget", 3, HashCommands::get);
        table.writing("hdel", -3, HashCommands::del);
        table.reading("hgetall", 2, HashCommands::all);
        table.reading("hlen", 2, HashCommands::length);
    }

    private static @Nullable LinkedHashMap<Bytes, Bytes> fields(@Nullable Entry entry) {
        if (entry == null) {
            return null;
        }
        if (entry.data() instanceof Data.Table table) {
            return table.fields();
        }
        throw CommandFailure.wrongType();
    }

    private static Value set(Call call) {
        if (call.size() % 2 != 0) {
            throw CommandFailure.wrongArity("hset");
        }
        Store store = call.store();
        LinkedHashMap<Bytes, Bytes> fields = fields(store.find(call.word(1)));
        if (fields == null) {
            fields = new LinkedHashMap<>();
            store.put(call.word(1), new Data.Table(fields));
        } else {
            store.changed(call.word(1));
        }
        int before = fields.size();
        for (int i = 2; i < call.size(); i += 2) {
            fields.put(Store.keep(call.word(i)), Store.keep(call.word(i + 1)));
        }
        call.changed();
        return Value.of(fields.size() - before);
    }

    private static Value get(Call call) {
        LinkedHashMap<Bytes, Bytes> fields = fields(call.store().find(call.word(1)));
        Bytes value = fields == null ? null : fields.get(call.word(2));
        return value == null ? Value.NOTHING : Value.of(value);
    }

    private static Value del(Call call) {
        Entry entry = call.store().find(call.word(1));
        LinkedHashMap<Bytes, Bytes> fields = fields(entry);
        if (entry == null || fields == null) {
            return Value.of(false);
        }
        int before = fields.size();
        call.wordsFrom(2).forEach(fields::remove);
        int removed = before - fields.size();
        if (fields.isEmpty()) {
            call.store().remove(entry);
        } else if (removed > 0) {
            call.store().changed(entry.key());
        }
        if (removed > 0) {
            call.changed();
        }
        return Value.of(removed);
    }

    private static Value all(Call call) {
        LinkedHashMap<Bytes, Bytes> fields = fields(call.store().find(call.word(1)));
        List<Value> all = new ArrayList<>();
        if (fields != null) {
            fields.forEach((field, value) -> {
                all.add(Value.of(field));
                all.add(Value.of(value));
            });
        }
        return new Value.Pairs(all);
    }

    private static Value length(Call call) {
        LinkedHashMap<Bytes, Bytes> fields = fields(call.store().find(call.word(1)));
        return Value.of(fields == null ? 0 : fields.size());
    }
}
