package tutorial.together;

import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.net.ServeOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tutorial.framing.Commands;
import tutorial.framing.Redis;
import tutorial.framing.Reply;
import tutorial.state.Store;

/** Keys that go away by themselves. Any thread may use it. */
public final class Expiry {

    private static final long LONGEST = Duration.ofDays(3650).toSeconds();

    private final Store store;

    /** For each entry that will go away, the ticket of the task that will remove it. */
    private final Map<Store.Entry, Object> tickets = new ConcurrentHashMap<>();

    public Expiry(Store store) {
        this.store = store;
    }

    /** Adds the command {@code EXPIRE key seconds}. */
    public void addTo(Commands commands) {
        commands.add("EXPIRE", 3, this::expire);
    }

    private Reply expire(List<String> words) {
        String key = words.get(1);
        long seconds = Long.parseLong(words.get(2));
        if (seconds > LONGEST) {
            return new Reply.Failure("ERR invalid expire time in 'expire' command");
        }
        Optional<Store.Entry> entry = store.entry(key);
        if (seconds <= 0) {
            return new Reply.Whole(store.remove(key) ? 1 : 0);
        }
        entry.ifPresent(present -> removeLater(key, present, Duration.ofSeconds(seconds)));
        return new Reply.Whole(entry.isPresent() ? 1 : 0);
    }

    private void removeLater(String key, Store.Entry entry, Duration time) {
        Object ticket = new Object();
        tickets.put(entry, ticket);
        Nagare.current().spawn(One.delay(time).then(One.fromRunnable(() -> {
            if (tickets.remove(entry, ticket)) {
                store.remove(key, entry);
            }
        })));
    }

    public static void main(String[] arguments) {
        Store store = new Store();
        Commands commands = new Commands(store);
        new Expiry(store).addTo(commands);
        ServeOptions options = ServeOptions.defaults()
                .onListening(server -> System.out.println("listening on " + server.port()));
        new Redis(commands).serve(7000, options).block();
    }
}
