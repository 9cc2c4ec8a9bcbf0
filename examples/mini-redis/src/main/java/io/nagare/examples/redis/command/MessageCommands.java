package io.nagare.examples.redis.command;

import io.nagare.examples.redis.resp.Value;

/** PUBLISH, and the commands that begin and end subscriptions. */
final class MessageCommands {

    private MessageCommands() {}

    static void addTo(CommandTable table) {
        table.reading("publish", 3, call -> Value.of(call.caller().publish(call.word(1), call.word(2))));
        table.talking("subscribe", -2, (caller, request) -> caller.subscribe(false, request.wordsFrom(1)));
        table.talking("psubscribe", -2, (caller, request) -> caller.subscribe(true, request.wordsFrom(1)));
        table.talking("unsubscribe", -1, (caller, request) -> caller.unsubscribe(false, request.wordsFrom(1)));
        table.talking("punsubscribe", -1, (caller, request) -> caller.unsubscribe(true, request.wordsFrom(1)));
    }
}
