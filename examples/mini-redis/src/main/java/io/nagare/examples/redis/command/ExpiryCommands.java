package io.nagare.examples.redis.command;

import io.nagare.Bytes;
import io.nagare.examples.redis.resp.Digits;
import io.nagare.examples.redis.resp.Value;
import io.nagare.examples.redis.store.Entry;
import java.util.ArrayList;
import java.util.List;

/** EXPIRE, PEXPIRE, EXPIREAT and PEXPIREAT with their options; TTL, PTTL and PERSIST. */
final class ExpiryCommands {

    private static final Bytes PEXPIREAT = Bytes.utf8("PEXPIREAT");
    private static final Bytes DEL = Bytes.utf8("DEL");

    private static final long MILLIS = 1000;

    private ExpiryCommands() {}

    static void addTo(CommandTable table) {
        table.writing("expire", -3, call -> expire(call, "EX", "expire"));
        table.writing("pexpire", -3, call -> expire(call, "PX", "pexpire"));
        table.writing("expireat", -3, call -> expire(call, "EXAT", "expireat"));
        table.writing("pexpireat", -3, call -> expire(call, "PXAT", "pexpireat"));
        // Half a second counts as a whole one, as in Redis.
        table.reading("ttl", 2, call -> left(call, MILLIS));
        table.reading("pttl", 2, call -> left(call, 1));
        table.writing("persist", 2, ExpiryCommands::persist);
    }

    private static Value expire(Call call, String unit, String command) {
        List<String> options = options(call);
        long time = Times.absolute(call, call.integer(2), unit, command);
        Entry entry = call.store().find(call.word(1));
        if (entry == null || !allow(options, entry.expiresAt(), time)) {
            return Value.of(false);
        }
        if (call.store().isPast(time)) {
            call.store().remove(entry);
            call.changed(DEL, entry.key());
        } else {
            call.store().expireAt(entry, time);
            call.store().changed(entry.key());
            call.changed(PEXPIREAT, entry.key(), Digits.of(time));
        }
        return Value.of(true);
    }

    private static List<String> options(Call call) {
        List<String> options = new ArrayList<>();
        for (int i = 3; i < call.size(); i++) {
            String option = call.option(i);
            if (!List.of("NX", "XX", "GT", "LT").contains(option)) {
                throw CommandFailure.of(new FailureText().add("Unsupported option ").quote(call.word(i)));
            }
            options.add(option);
        }
        boolean compares = options.contains("GT") || options.contains("LT");
        if (options.contains("NX") && (compares || options.contains("XX"))) {
            throw CommandFailure.of("NX and XX, GT or LT options at the same time are not compatible");
        }
        if (options.contains("GT") && options.contains("LT")) {
            throw CommandFailure.of("GT and LT options at the same time are not compatible");
        }
        return options;
    }

    /** A key that never expires counts as one that expires later than any other. */
    private static boolean allow(List<String> options, long before, long time) {
        boolean never = before == Entry.NEVER;
        return !(options.contains("NX") && !never
                || options.contains("XX") && never
                || options.contains("GT") && (never || time <= before)
                || options.contains("LT") && !never && time >= before);
    }

    private static Value left(Call call, long unit) {
        Entry entry = call.store().find(call.word(1));
        if (entry == null) {
            return Value.of(-2);
        }
        if (entry.expiresAt() == Entry.NEVER) {
            return Value.of(-1);
        }
        return Value.of((entry.expiresAt() - call.store().now() + unit / 2) / unit);
    }

    private static Value persist(Call call) {
        Entry entry = call.store().find(call.word(1));
        if (entry == null || entry.expiresAt() == Entry.NEVER) {
            return Value.of(false);
        }
        call.store().expireAt(entry, Entry.NEVER);
        call.store().changed(entry.key());
        call.changed();
        return Value.of(true);
    }
}
