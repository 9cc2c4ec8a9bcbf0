package io.nagare.examples.redis.command;

import io.nagare.Bytes;
import io.nagare.One;
import io.nagare.examples.redis.resp.Value;
import java.util.List;
import java.util.Map;

/** PING, ECHO, SELECT, HELLO, CLIENT, RESET and QUIT. */
final class ConnectionCommands {

    private static final Value PONG = new Value.Simple("PONG");

    private ConnectionCommands() {}

    static void addTo(CommandTable table) {
        table.reading("ping", -1, ConnectionCommands::ping);
        table.reading("echo", 2, call -> Value.of(call.word(1)));
        table.reading("select", 2, ConnectionCommands::select);
        table.reading("hello", -1, ConnectionCommands::hello);
        table.reading("client", -2, ConnectionCommands::client);
        table.subcommands("client", Map.of("id", 2, "getname", 2, "setname", 3, "list", 2, "setinfo", 4));
        table.talking("reset", 1, (caller, request) -> caller.reset(request));
        table.talking("quit", -1, (caller, request) -> One.just(caller.quit()));
    }

    private static Value ping(Call call) {
        if (call.size() > 2) {
            throw CommandFailure.wrongArity("ping");
        }
        Bytes word = call.size() == 2 ? call.word(1) : Bytes.empty();
        if (call.caller().onlyListens()) {
            return Value.strings(List.of(Bytes.utf8("pong"), word));
        }
        return call.size() == 2 ? Value.of(word) : PONG;
    }

    private static Value select(Call call) {
        long index = call.integer(1);
        if (index != (int) index) {
            throw CommandFailure.of("value is out of range, value must between -2147483648 and 2147483647");
        }
        if (index != 0) {
            throw CommandFailure.of("DB index is out of range");
        }
        return Value.OK;
    }

    /** HELLO [version [SETNAME name]]. There are no passwords here. */
    private static Value hello(Call call) {
        int version = call.caller().protocol();
        if (call.size() > 1) {
            long asked;
            try {
                asked = call.integer(1);
            } catch (CommandFailure notANumber) {
                throw CommandFailure.of("Protocol version is not an integer or out of range");
            }
            if (asked < 2 || asked > 3) {
                throw CommandFailure.withCode("NOPROTO unsupported protocol version");
            }
            version = (int) asked;
        }
        String name = null;
        for (int i = 2; i < call.size(); i += 2) {
            if (!call.option(i).equals("SETNAME") || i + 1 == call.size()) {
                throw CommandFailure.of(new FailureText()
                        .add("Syntax error in HELLO option '")
                        .quote(call.word(i))
                        .add("'"));
            }
            name = checkedName(call.word(i + 1));
        }
        if (name != null) {
            call.caller().setName(name);
        }
        call.caller().setProtocol(version);
        return new Value.Pairs(List.of(
                Value.of("server"), Value.of("redis"),
                Value.of("version"), Value.of(ServerCommands.VERSION),
                Value.of("proto"), Value.of(version),
                Value.of("id"), Value.of(call.caller().id()),
                Value.of("mode"), Value.of("standalone"),
                Value.of("role"), Value.of("master"),
                Value.of("modules"), new Value.Array(List.of())));
    }

    private static Value client(Call call) {
        Caller caller = call.caller();
        return switch (call.option(1)) {
            case "ID" -> Value.of(caller.id());
            case "GETNAME" -> caller.name().isEmpty() ? Value.NOTHING : Value.of(caller.name());
            case "SETNAME" -> {
                caller.setName(checkedName(call.word(2)));
                yield Value.OK;
            }
            case "LIST" -> new Value.Verbatim(Bytes.utf8(caller.describeClients()));
            // SETINFO: what a client library tells of itself.
            default -> Value.OK;
        };
    }

    private static String checkedName(Bytes name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.get(i) < '!' || name.get(i) > '~') {
                throw CommandFailure.of("Client names cannot contain spaces, newlines or special characters.");
            }
        }
        return name.utf8();
    }
}
