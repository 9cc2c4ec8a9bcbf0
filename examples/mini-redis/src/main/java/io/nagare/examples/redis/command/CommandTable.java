package io.nagare.examples.redis.command;

import io.nagare.Bytes;
import io.nagare.examples.redis.resp.Request;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** All commands by their names. Immutable once it is made, so any thread may use it. */
public final class CommandTable {

    private static final Set<String> SUBSCRIBE = Set.of("subscribe", "psubscribe");

    private static final int SHORTEST_SUBSCRIBE = 9;

    private static final Set<String> LISTENING =
            Set.of("subscribe", "psubscribe", "unsubscribe", "punsubscribe", "ping", "quit", "reset");

    private static final Set<String> TRANSACTION = Set.of("multi", "exec", "discard", "watch", "reset", "quit");

    private static final Set<String> HTTP = Set.of("post", "host:");

    /** How much of a wrong request its failure shows. */
    private static final int LONGEST_SHOWN = 128;

    private final Map<String, Command> byName = new LinkedHashMap<>();

    /** The arities of subcommands, with both names, of the commands that have any. */
    private final Map<String, Map<String, Integer>> subcommandsByName = new HashMap<>();

    /** The same by how the names are mostly written, so that they need not be decoded. */
    private final Map<Bytes, Command> byBytes = new HashMap<>();

    /** Makes the table. */
    public CommandTable() {
        StringCommands.addTo(this);
        SetCommand.addTo(this);
        CounterCommands.addTo(this);
        KeyCommands.addTo(this);
        ExpiryCommands.addTo(this);
        ListCommands.addTo(this);
        HashCommands.addTo(this);
        TransactionCommands.addTo(this);
        MessageCommands.addTo(this);
        ConnectionCommands.addTo(this);
        ServerCommands.addTo(this);
    }

    void reading(String name, int arity, Command.Action action) {
        add(new Command.Immediate(name, arity, false, action));
    }

    void writing(String name, int arity, Command.Action action) {
        add(new Command.Immediate(name, arity, true, action));
    }

    void talking(String name, int arity, Command.Conversation conversation) {
        add(new Command.Talking(name, arity, conversation));
    }

    /**
     * Names all subcommands of a command.
     *
     * @param arities as {@link Command#arity()}, by names in lower case
     */
    void subcommands(String name, Map<String, Integer> arities) {
        subcommandsByName.put(name, arities);
    }

    private void add(Command command) {
        byName.put(command.name(), command);
        byBytes.put(Bytes.utf8(command.name()), command);
        byBytes.put(Bytes.utf8(command.name().toUpperCase(Locale.ROOT)), command);
    }

    Collection<Command> all() {
        return byName.values();
    }

    /**
     * Returns the command of a request.
     *
     * @throws CommandFailure if there is none, or if it has another number of words
     */
    public Command find(Request request) {
        Command command = byBytes.get(request.word(0));
        if (command == null) {
            command = byName.get(AsciiCase.lower(request.word(0)));
        }
        if (command == null) {
            throw unknown(request);
        }
        if (!command.accepts(request)) {
            throw CommandFailure.wrongArity(command.name());
        }
        Map<String, Integer> subcommands = subcommandsByName.get(command.name());
        if (subcommands != null && request.size() > 1) {
            checkSubcommand(command, subcommands, request);
        }
        return command;
    }

    private static void checkSubcommand(Command command, Map<String, Integer> subcommands, Request request) {
        String name = AsciiCase.lower(request.word(1));
        Integer arity = subcommands.get(name);
        if (arity == null) {
            throw CommandFailure.of(new FailureText()
                    .add("unknown subcommand '")
                    .quote(request.word(1), LONGEST_SHOWN)
                    .add("'. Try " + command.name().toUpperCase(Locale.ROOT) + " HELP."));
        }
        if (!Command.accepts(arity, request)) {
            throw CommandFailure.wrongArity(fullName(command, name));
        }
    }

    /** Whether a request is EXEC, well-formed or not. */
    public boolean isExec(Request request) {
        return AsciiCase.lower(request.word(0)).equals("exec");
    }

    /**
     * Whether these bytes are a request of HTTP. A page in a browser can send one to a port of its own machine, with
     * commands in its body.
     */
    public boolean isHttp(Request request) {
        int length = request.word(0).length();
        return length >= 4 && length <= 5 && HTTP.contains(AsciiCase.lower(request.word(0)));
    }

    /** Whether a request begins a subscription. */
    public boolean subscribes(Request request) {
        // Most names are shorter, so that this costs nothing.
        if (request.word(0).length() < SHORTEST_SUBSCRIBE || request.size() < 2) {
            return false;
        }
        Command command = byName.get(AsciiCase.lower(request.word(0)));
        return command != null && SUBSCRIBE.contains(command.name());
    }

    /**
     * Lets a client that speaks RESP 2 and has subscriptions use few commands only.
     *
     * @throws CommandFailure if this is not one of them
     */
    public void checkAllowedWhileListening(Command command, Request request) {
        if (!LISTENING.contains(command.name())) {
            throw CommandFailure.of("Can't execute '" + fullName(command, request) + "': only (P|S)SUBSCRIBE /"
                    + " (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context");
        }
    }

    private String fullName(Command command, Request request) {
        return subcommandsByName.containsKey(command.name()) && request.size() > 1
                ? fullName(command, AsciiCase.lower(request.word(1)))
                : command.name();
    }

    private static String fullName(Command command, String subcommand) {
        return command.name() + "|" + subcommand;
    }

    /**
     * Lets a transaction contain only what has its answer at once.
     *
     * @throws CommandFailure if this command has not
     */
    public void checkAllowedInTransaction(Command command) {
        if (command instanceof Command.Talking && !TRANSACTION.contains(command.name())) {
            throw CommandFailure.of("Command not allowed inside a transaction");
        }
    }

    private static CommandFailure unknown(Request request) {
        FailureText arguments = new FailureText();
        for (int i = 1; i < request.size() && arguments.length() < LONGEST_SHOWN; i++) {
            int most = LONGEST_SHOWN - arguments.length();
            arguments.add("'").quote(request.word(i), most).add("' ");
        }
        return CommandFailure.of(new FailureText()
                .add("unknown command '")
                .quote(request.word(0), LONGEST_SHOWN)
                .add("', with args beginning with: ")
                .add(arguments.bytes()));
    }
}
