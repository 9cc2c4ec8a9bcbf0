package tutorial.framing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import tutorial.state.Store;

/** The commands, by their names. Any thread may run one. */
public final class Commands {

    private final Map<String, Function<List<String>, Reply>> byName = new ConcurrentHashMap<>();

    public Commands(Store store) {
        add("PING", 1, words -> new Reply.Status("PONG"));
        add("ECHO", 2, words -> new Reply.Text(words.get(1)));
        add("SET", 3, words -> {
            store.set(words.get(1), words.get(2));
            return Reply.OK;
        });
        add("GET", 2, words -> store.get(words.get(1)).<Reply>map(Reply.Text::new).orElse(new Reply.Nothing()));
        add("DEL", 2, words -> new Reply.Whole(store.remove(words.get(1)) ? 1 : 0));
        add("INCR", 2, words -> new Reply.Whole(store.add(words.get(1), 1)));
    }

    /** Adds a command that is a number of words long, with its name. */
    public void add(String name, int length, Function<List<String>, Reply> command) {
        String wrong = "ERR wrong number of arguments for '" + name.toLowerCase(Locale.ROOT) + "' command";
        byName.put(name, words -> words.size() == length ? command.apply(words) : new Reply.Failure(wrong));
    }

    public Reply run(List<String> words) {
        String name = words.isEmpty() ? "" : words.get(0);
        Function<List<String>, Reply> command = byName.get(name.toUpperCase(Locale.ROOT));
        if (command == null) {
            return new Reply.Failure("ERR unknown command '" + name + "'");
        }
        try {
            return command.apply(words);
        } catch (ArithmeticException | NumberFormatException noNumber) {
            return new Reply.Failure("ERR value is not an integer or out of range");
        }
    }
}
