package io.nagare.examples.redis.command;

import io.nagare.Bytes;
import io.nagare.examples.redis.resp.Value;
import io.nagare.examples.redis.store.Entry;
import io.nagare.examples.redis.store.Glob;

/** DEL, EXISTS, TYPE, KEYS, DBSIZE and FLUSHALL. */
final class KeyCommands {

    private KeyCommands() {}

    static void addTo(CommandTable table) {
        table.writing("del", -2, KeyCommands::del);
        table.writing("unlink", -2, KeyCommands::del);
        table.reading("exists", -2, KeyCommands::exists);
        table.reading("type", 2, KeyCommands::type);
        table.reading("keys", 2, KeyCommands::keys);
        table.reading("dbsize", 1, call -> Value.of(call.store().size()));
        table.writing("flushall", -1, KeyCommands::flush);
        table.writing("flushdb", -1, KeyCommands::flush);
    }

    private static Value del(Call call) {
        long count = 0;
        for (Bytes key : call.wordsFrom(1)) {
            Entry entry = call.store().find(key);
            if (entry != null) {
                call.store().remove(entry);
                count++;
            }
        }
        if (count > 0) {
            call.changed();
        }
        return Value.of(count);
    }

    private static Value exists(Call call) {
        return Value.of(call.wordsFrom(1).stream().filter(key -> call.store().find(key) != null).count());
    }

    private static Value type(Call call) {
        Entry entry = call.store().find(call.word(1));
        return new Value.Simple(entry == null ? "none" : entry.data().type());
    }

    private static Value keys(Call call) {
        Bytes pattern = call.word(1);
        return Value.strings(call.store().all().stream()
                .map(Entry::key)
                .filter(key -> Glob.matches(pattern, key))
                .toList());
    }

    private static Value flush(Call call) {
        boolean mode = call.size() == 2 && (call.option(1).equals("SYNC") || call.option(1).equals("ASYNC"));
        if (call.size() > 1 && !mode) {
            throw CommandFailure.syntax();
        }
        call.store().clear();
        call.changed();
        return Value.OK;
    }
}
