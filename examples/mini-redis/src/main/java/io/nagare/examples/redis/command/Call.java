package io.nagare.examples.redis.command;

import io.nagare.Bytes;
import io.nagare.examples.redis.resp.Digits;
import io.nagare.examples.redis.resp.Request;
import io.nagare.examples.redis.store.Data;
import io.nagare.examples.redis.store.Entry;
import io.nagare.examples.redis.store.Store;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One call of a command: its words, the store, and the client. Used by one thread, while no other command runs. */
public final class Call {

    private final Request request;
    private final Store store;
    private final @Nullable Caller caller;
    private final Consumer<Request> changes;

    /**
     * Makes the call of a request.
     *
     * @param caller null if a file says that this was called; no command that writes looks at it
     * @param changes is told of changes, in the form in which they can be made again at any time
     */
    public Call(Request request, Store store, @Nullable Caller caller, Consumer<Request> changes) {
        this.request = request;
        this.store = store;
        this.caller = caller;
        this.changes = changes;
    }

    Store store() {
        return store;
    }

    Caller caller() {
        return Objects.requireNonNull(caller, "a command that is loaded has no caller");
    }

    int size() {
        return request.size();
    }

    Bytes word(int index) {
        return request.word(index);
    }

    List<Bytes> wordsFrom(int index) {
        return request.wordsFrom(index);
    }

    /** Returns a word that is an option, in capitals. */
    String option(int index) {
        return AsciiCase.upper(request.word(index));
    }

    /** Returns a word that must be a whole number. */
    long integer(int index) {
        return integer(request.word(index));
    }

    static long integer(Bytes word) {
        try {
            return Digits.parse(word);
        } catch (NumberFormatException malformed) {
            throw CommandFailure.notAnInteger();
        }
    }

    /** Says that this request has changed something, and would do the same at any time. */
    void changed() {
        changes.accept(request);
    }

    /** Says that something has changed as this request would have it at any time. */
    void changed(Bytes... words) {
        changes.accept(Request.of(words));
    }

    /** Returns the string of the key in a word, or null. Fails if the key holds something else. */
    @Nullable Bytes text(int index) {
        Entry entry = store.find(word(index));
        return entry == null ? null : text(entry);
    }

    static Bytes text(Entry entry) {
        if (entry.data() instanceof Data.Text text) {
            return text.content();
        }
        throw CommandFailure.wrongType();
    }
}
