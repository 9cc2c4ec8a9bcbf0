package tutorial.state;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a server remembers: texts by their keys. Any thread may use it. */
public final class Store {

    private final Map<String, Entry> entries = new HashMap<>();

    /** What a key has. Setting the key makes a new entry; adding to its number keeps the entry. */
    public static final class Entry {

        private String text;

        private Entry(String text) {
            this.text = text;
        }
    }

    /** Returns what a key has, if there is such a key. */
    public synchronized Optional<Entry> entry(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** Returns the text of a key, if there is such a key. */
    public synchronized Optional<String> get(String key) {
        return entry(key).map(entry -> entry.text);
    }

    /** Sets a key to a text. */
    public synchronized void set(String key, String text) {
        entries.put(key, new Entry(text));
    }

    /** Adds to the number of a key, which is 0 if there is none. Fails if there is no number or no room for the sum. */
    public synchronized long add(String key, long amount) {
        Entry entry = entries.get(key);
        long sum = Math.addExact(entry == null ? 0 : Long.parseLong(entry.text), amount);
        if (entry == null) {
            set(key, Long.toString(sum));
        } else {
            entry.text = Long.toString(sum);
        }
        return sum;
    }

    /** Removes a key. Returns whether it was there. */
    public synchronized boolean remove(String key) {
        return entries.remove(key) != null;
    }

    /** Removes a key if it still has this very entry. */
    public synchronized boolean remove(String key, Entry entry) {
        return entries.remove(key, entry);
    }

    /** Returns all texts as they are at this moment, in the order of their keys. */
    public synchronized Map<String, String> copy() {
        Map<String, String> copy = new TreeMap<>();
        entries.forEach((key, entry) -> copy.put(key, entry.text));
        return copy;
    }
}
