package io.nagare.examples.redis.command;

import io.nagare.Bytes;
import io.nagare.examples.redis.resp.Digits;
import io.nagare.examples.redis.resp.Value;
import io.nagare.examples.redis.store.Data;

/** INCR, DECR, INCRBY and DECRBY: a string that is a number. */
final class CounterCommands {

    private CounterCommands() {}

    static void addTo(CommandTable table) {
        table.writing("incr", 2, call -> add(call, 1));
        table.writing("decr", 2, call -> add(call, -1));
        table.writing("incrby", 3, call -> add(call, call.integer(2)));
        table.writing("decrby", 3, CounterCommands::subtract);
    }

    private static Value subtract(Call call) {
        long amount = call.integer(2);
        if (amount == Long.MIN_VALUE) {
            throw CommandFailure.of("decrement would overflow");
        }
        return add(call, -amount);
    }

    private static Value add(Call call, long amount) {
        Bytes before = call.text(1);
        long number = before == null ? 0 : Call.integer(before);
        long sum = number + amount;
        // Only two numbers of the same sign have a sum of the other sign.
        if (((number ^ sum) & (amount ^ sum)) < 0) {
            throw CommandFailure.of("increment or decrement would overflow");
        }
        call.store().put(call.word(1), new Data.Text(Digits.of(sum)));
        call.changed();
        return Value.of(sum);
    }
}
