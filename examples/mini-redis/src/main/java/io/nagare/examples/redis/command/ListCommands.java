package io.nagare.examples.redis.command;

import io.nagare.Bytes;
import io.nagare.examples.redis.resp.Value;
import io.nagare.examples.redis.store.Data;
import io.nagare.examples.redis.store.Entry;
import io.nagare.examples.redis.store.Store;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** LPUSH, RPUSH, LPOP, RPOP, LLEN and LRANGE. */
final class ListCommands {

    private ListCommands() {}

    static void addTo(CommandTable table) {
        table.writing("lpush", -3, call -> push(call, true));
        table.writing("rpush", -3, call -> push(call, false));
        table.writing("lpop", -2, call -> pop(call, true));
        table.writing("rpop", -2, call -> pop(call, false));
        table.reading("llen", 2, ListCommands::length);
        table.reading("lrange", 4, ListCommands::range);
    }

    private static @Nullable ArrayDeque<Bytes> items(@Nullable Entry entry) {
        if (entry == null) {
            return null;
        }
        if (entry.data() instanceof Data.Line line) {
            return line.items();
        }
        throw CommandFailure.wrongType();
    }

    private static Value push(Call call, boolean first) {
        Store store = call.store();
        ArrayDeque<Bytes> items = items(store.find(call.word(1)));
        if (items == null) {
            items = new ArrayDeque<>();
            store.put(call.word(1), new Data.Line(items));
        } else {
            store.changed(call.word(1));
        }
        for (int i = 2; i < call.size(); i++) {
            Bytes item = Store.keep(call.word(i));
            if (first) {
                items.addFirst(item);
            } else {
                items.addLast(item);
            }
        }
        call.changed();
        return Value.of(items.size());
    }

    private static Value pop(Call call, boolean first) {
        boolean counted = call.size() > 2;
        if (call.size() > 3) {
            throw CommandFailure.wrongArity(first ? "lpop" : "rpop");
        }
        long count = counted ? count(call) : 1;
        Entry entry = call.store().find(call.word(1));
        ArrayDeque<Bytes> items = items(entry);
        if (entry == null || items == null) {
            return counted ? Value.Absent.ARRAY : Value.NOTHING;
        }
        if (count == 0) {
            return new Value.Array(List.of());
        }
        List<Value> popped = new ArrayList<>();
        while (!items.isEmpty() && popped.size() < count) {
            popped.add(Value.of(first ? items.removeFirst() : items.removeLast()));
        }
        if (items.isEmpty()) {
            call.store().remove(entry);
        } else {
            call.store().changed(entry.key());
        }
        call.changed();
        return counted ? new Value.Array(popped) : popped.get(0);
    }

    private static long count(Call call) {
        long count;
        try {
            count = call.integer(2);
        } catch (CommandFailure notANumber) {
            count = -1;
        }
        if (count < 0) {
            throw CommandFailure.of("value is out of range, must be positive");
        }
        return count;
    }

    private static Value length(Call call) {
        ArrayDeque<Bytes> items = items(call.store().find(call.word(1)));
        return Value.of(items == null ? 0 : items.size());
    }

    /** Both ends are included, and negative indexes count from the end. */
    private static Value range(Call call) {
        long from = call.integer(2);
        long to = call.integer(3);
        ArrayDeque<Bytes> items = items(call.store().find(call.word(1)));
        if (items == null) {
            return new Value.Array(List.of());
        }
        int size = items.size();
        long first = Math.max(0, from < 0 ? from + size : from);
        long last = Math.min(size - 1, to < 0 ? to + size : to);
        return Value.strings(items.stream().skip(first).limit(Math.max(0, last - first + 1)).toList());
    }
}
