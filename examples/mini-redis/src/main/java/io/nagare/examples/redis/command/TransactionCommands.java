package io.nagare.examples.redis.command;

import io.nagare.One;

/** MULTI, EXEC, DISCARD, WATCH and UNWATCH. */
final class TransactionCommands {

    private TransactionCommands() {}

    static void addTo(CommandTable table) {
        table.talking("multi", 1, (caller, request) -> One.just(caller.multi()));
        table.talking("exec", 1, (caller, request) -> caller.exec());
        table.talking("discard", 1, (caller, request) -> One.just(caller.discard()));
        table.talking("watch", -2, (caller, request) -> One.just(caller.watch(request.wordsFrom(1))));
        // In a transaction it waits for its turn, as in Redis. The keys are not watched any more then.
        table.reading("unwatch", 1, call -> call.caller().unwatch());
    }
}
