package io.nagare.examples.redis.command;

import io.nagare.Bytes;
import io.nagare.One;
import io.nagare.examples.redis.resp.Value;
import io.nagare.examples.redis.store.Glob;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** INFO, CONFIG GET, COMMAND and SAVE: what tools ask a server. */
final class ServerCommands {

    /** The version of Redis whose answers ours are. */
    static final String VERSION = "7.0.15";

    private ServerCommands() {}

    static void addTo(CommandTable table) {
        table.reading("info", -1, call -> new Value.Verbatim(Bytes.utf8(call.caller().describeServer())));
        table.reading("config", -2, ServerCommands::config);
        table.reading("command", -1, call -> command(call, table));
        table.talking("save", 1, (caller, request) -> caller.isAppendOnly()
                ? caller.save()
                : One.just(new Value.Failure("ERR there is no file to save to; start with --append-only FILE")));
    }

    private static Value config(Call call) {
        String subcommand = call.option(1);
        if (!subcommand.equals("GET")) {
            throw CommandFailure.of("unknown subcommand '" + call.word(1).utf8() + "'. Try CONFIG HELP.");
        }
        if (call.size() < 3) {
            throw CommandFailure.wrongArity("config|get");
        }
        List<Value> found = new ArrayList<>();
        addIfAsked(call, "save", "", found);
        addIfAsked(call, "appendonly", call.caller().isAppendOnly() ? "yes" : "no", found);
        return new Value.Pairs(found);
    }

    private static void addIfAsked(Call call, String name, String value, List<Value> found) {
        Bytes key = Bytes.utf8(name);
        if (call.wordsFrom(2).stream().anyMatch(pattern -> Glob.matches(lowerCase(pattern), key))) {
            found.add(Value.of(key));
            found.add(Value.of(value));
        }
    }

    private static Bytes lowerCase(Bytes text) {
        return Bytes.utf8(text.utf8().toLowerCase(Locale.ROOT));
    }

    private static Value command(Call call, CommandTable table) {
        if (call.size() == 1) {
            return new Value.Array(
                    table.all().stream().map(ServerCommands::describe).toList());
        }
        return switch (call.option(1)) {
            case "COUNT" -> Value.of(table.all().size());
            // Clients that ask for documentation live well without.
            case "DOCS" -> new Value.Pairs(List.of());
            default -> throw CommandFailure.of(
                    "unknown subcommand '" + call.word(1).utf8() + "'. Try COMMAND HELP.");
        };
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
