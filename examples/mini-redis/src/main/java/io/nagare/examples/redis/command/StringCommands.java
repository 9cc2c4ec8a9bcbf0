package io.nagare.examples.redis.command;

import io.nagare.Bytes;
import io.nagare.examples.redis.resp.RespLimits;
import io.nagare.examples.redis.resp.Value;
import io.nagare.examples.redis.store.Data;
import io.nagare.examples.redis.store.Entry;
import io.nagare.examples.redis.store.Store;
import java.util.ArrayList;
import java.util.List;

/** GET, MGET, MSET, APPEND and STRLEN. */
final class StringCommands {

    private StringCommands() {}

    static void addTo(CommandTable table) {
        table.reading("get", 2, StringCommands::get);
        table.reading("mget", -2, StringCommands::mget);
        table.writing("mset", -3, StringCommands::mset);
        table.writing("append", 3, StringCommands::append);
        table.reading("strlen", 2, StringCommands::strlen);
    }

    private static Value get(Call call) {
        Bytes content = call.text(1);
        return content == null ? Value.NOTHING : Value.of(content);
    }

    private static Value mget(Call call) {
        List<Value> values = new ArrayList<>();
        for (Bytes key : call.wordsFrom(1)) {
            Entry entry = call.store().find(key);
            // Keys of another kind are no failure here.
            values.add(
                    entry != null && entry.data() instanceof Data.Text text
                            ? Value.of(text.content())
                            : Value.NOTHING);
        }
        return new Value.Array(values);
    }

    private static Value mset(Call call) {
        if (call.size() % 2 == 0) {
            throw CommandFailure.wrongArity("mset");
        }
        for (int i = 1; i < call.size(); i += 2) {
            Entry entry = call.store().put(call.word(i), new Data.Text(Store.keep(call.word(i + 1))));
            call.store().expireAt(entry, Entry.NEVER);
        }
        call.changed();
        return Value.OK;
    }

    private static Value append(Call call) {
        Entry entry = call.store().find(call.word(1));
        Bytes more = call.word(2);
        long length = (entry == null ? 0L : Call.text(entry).length()) + more.length();
        if (length > RespLimits.defaults().longestString()) {
            throw CommandFailure.of("string exceeds maximum allowed size (proto-max-bulk-len)");
        }
        if (entry != null && entry.data() instanceof Data.Text text) {
            text.append(more);
            call.store().changed(entry.key());
        } else {
            call.store().put(call.word(1), new Data.Text(Store.keep(more)));
        }
        call.changed();
        return Value.of(length);
    }

    private static Value strlen(Call call) {
        Bytes content = call.text(1);
        return Value.of(content == null ? 0L : content.length());
    }
}
