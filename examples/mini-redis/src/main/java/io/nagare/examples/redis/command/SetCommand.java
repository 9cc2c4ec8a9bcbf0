package io.nagare.examples.redis.command;

import io.nagare.Bytes;
import io.nagare.examples.redis.resp.Digits;
import io.nagare.examples.redis.resp.Value;
import io.nagare.examples.redis.store.Data;
import io.nagare.examples.redis.store.Entry;
import io.nagare.examples.redis.store.Store;

/** SET key value [NX | XX] [GET] [EX s | PX ms | EXAT s | PXAT ms | KEEPTTL]. One object is one call's options. */
final class SetCommand {

    private static final Bytes SET = Bytes.utf8("SET");
    private static final Bytes PXAT = Bytes.utf8("PXAT");
    private static final Bytes KEEPTTL = Bytes.utf8("KEEPTTL");

    private boolean onlyNew;
    private boolean onlyOld;
    private boolean answersOld;
    private boolean keepsTime;
    private boolean expires;

    /** The kind of time that was given, and the place of its number. */
    private String timeKind = "";

    private int timePlace;
    private long expiresAt = Entry.NEVER;

    private SetCommand() {}

    static void addTo(CommandTable table) {
        table.writing("set", -3, call -> options(call).run(call));
    }

    private static SetCommand options(Call call) {
        SetCommand options = new SetCommand();
        for (int i = 3; i < call.size(); i++) {
            String option = call.option(i);
            switch (option) {
                case "NX" -> options.onlyNew = true;
                case "XX" -> options.onlyOld = true;
                case "GET" -> options.answersOld = true;
                case "KEEPTTL" -> options.keepsTime = true;
                case "EX", "PX", "EXAT", "PXAT" -> {
                    boolean isOther = options.expires && !options.timeKind.equals(option);
                    if (isOther || i + 1 == call.size()) {
                        throw CommandFailure.syntax();
                    }
                    options.expires = true;
                    options.timeKind = option;
                    options.timePlace = ++i;
                }
                default -> throw CommandFailure.syntax();
            }
            if (options.onlyNew && options.onlyOld || options.keepsTime && options.expires) {
                throw CommandFailure.syntax();
            }
        }
        if (options.expires) {
            // Read when the whole command is known to be well-formed, as Redis does. Of several times, the last counts.
            options.expiresAt = Times.absolute(call, options.timePlace, options.timeKind, "set");
        }
        return options;
    }

    private Value run(Call call) {
        Store store = call.store();
        Bytes key = call.word(1);
        Entry before = store.find(key);
        Value old = Value.NOTHING;
        if (answersOld && before != null) {
            old = Value.of(Call.text(before));
        }
        if (onlyNew && before != null || onlyOld && before == null) {
            return answersOld ? old : Value.NOTHING;
        }
        Bytes value = Store.keep(call.word(2));
        Entry entry = store.put(key, new Data.Text(value));
        if (!keepsTime && entry.expiresAt() != expiresAt) {
            store.expireAt(entry, expiresAt);
        }
        record(call, value);
        return answersOld ? old : Value.OK;
    }

    /** A time to live is recorded as the time when it ends. */
    private void record(Call call, Bytes value) {
        if (expires) {
            call.changed(SET, call.word(1), value, PXAT, Digits.of(expiresAt));
        } else if (keepsTime) {
            call.changed(SET, call.word(1), value, KEEPTTL);
        } else {
            call.changed(SET, call.word(1), value);
        }
    }
}
