package io.nagare.examples.redis.command;

import io.nagare.Bytes;
import io.nagare.One;
import io.nagare.examples.redis.resp.Value;
import io.nagare.examples.redis.store.Glob;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** INFO, CONFIG GET, COMMAND and SAVE: what tools ask a server. */
final class ServerCommands {

    /** The version of Redis whose answers ours are. */
    static final String VERSION = "7.0.15";

    private ServerCommands() {}

    static void addTo(CommandTable table) {
        table.reading("info", -1, call -> new Value.Verbatim(Bytes.utf8(call.caller().describeServer())));
        table.reading("config", -2, ServerCommands::config);
        table.subcommands("config", Map.of("get", -3));
        table.subcommands("command", Map.of("count", 2, "docs", -2));
        table.reading("command", -1, call -> command(call, table));
        table.talking("save", 1, (caller, request) -> caller.isAppendOnly()
                ? caller.save()
                : One.just(new Value.Failure("ERR there is no file to save to; start with --append-only FILE")));
    }

    private static Value config(Call call) {
        List<Value> found = new ArrayList<>();
        addIfAsked(call, "save", "", found);
        addIfAsked(call, "appendonly", call.caller().isAppendOnly() ? "yes" : "no", found);
        return new Value.Pairs(found);
    }

    /** A name that was asked for without wildcards is answered as it was written. */
    private static void addIfAsked(Call call, String name, String value, List<Value> found) {
        Bytes key = Bytes.utf8(name);
        for (Bytes word : call.wordsFrom(2)) {
            boolean isName = lowerCase(word).equals(key);
            if (isName || hasWildcard(word) && Glob.matches(lowerCase(word), key)) {
                found.add(Value.of(isName ? word : key));
                found.add(Value.of(value));
                return;
            }
        }
    }

    private static boolean hasWildcard(Bytes word) {
        return word.indexOf((byte) '*', 0) >= 0
                || word.indexOf((byte) '?', 0) >= 0
                || word.indexOf((byte) '[', 0) >= 0;
    }

    private static Bytes lowerCase(Bytes text) {
        return Bytes.wrap(AsciiCase.lower(text).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Value command(Call call, CommandTable table) {
        if (call.size() == 1) {
            return new Value.Array(
                    table.all().stream().map(ServerCommands::describe).toList());
        }
        // Clients that ask for documentation live well without.
        return call.option(1).equals("COUNT") ? Value.of(table.all().size()) : new Value.Pairs(List.of());
    }

    /** Its name, arity and flags, and where its keys are: we do not say. */
    private static Value describe(Command command) {
        boolean writes = command instanceof Command.Immediate immediate && immediate.writes();
        return new Value.Array(List.of(
                Value.of(command.name()),
                Value.of(command.arity()),
                new Value.Group(List.of(new Value.Simple(writes ? "write" : "readonly"))),
                Value.of(0),
                Value.of(0),
                Value.of(0)));
    }
}
