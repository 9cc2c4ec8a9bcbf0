package io.nagare.examples.redis;

import io.nagare.Bytes;
import io.nagare.One;
import io.nagare.channel.MpscSlot;
import io.nagare.examples.redis.command.Call;
import io.nagare.examples.redis.command.Command;
import io.nagare.examples.redis.command.CommandFailure;
import io.nagare.examples.redis.resp.Request;
import io.nagare.examples.redis.resp.Value;
import io.nagare.examples.redis.store.Store;
import io.nagare.policy.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The store and its lock: one command at a time runs, whichever client has sent it. May be used by any thread.
 *
 * <p>A command takes about a microsecond and never waits, so a lock of the JDK is right. To hand each command to a
 * strand of its own, and the answer back, would cost more than the command.
 *
 * <p>With an append-only file, room for a change is reserved before the change is made. So a client waits while the
 * disk is slow, and the file has the changes in the order in which they were made.
 */
final class Database {

    private static final Request MULTI = Request.of("MULTI");
    private static final Request EXEC = Request.of("EXEC");
    private static final Bytes DEL = Bytes.utf8("DEL");

    private final Store store;
    private @Nullable Journal journal;

    /** What has changed and is not in the journal yet. Guarded by the monitor of this. */
    private List<Request> changes = new ArrayList<>();

    Database(TimeSource time) {
        store = new Store(time, key -> note(Request.of(DEL, key)));
    }

    /** Writes all changes from now on. Called before there are clients. */
    void writeTo(Journal file) {
        journal = file;
    }

    /** The file with the changes, or null if there is none. */
    @Nullable Journal journal() {
        return journal;
    }

    private void note(Request change) {
        if (journal != null) {
            changes.add(change);
        }
    }

    /** Runs a command, and answers in the client's version of RESP. */
    One<Value> run(Command.Immediate command, Request request, Session session) {
        Journal file = journal;
        if (file == null || !command.writes()) {
            return One.just(answer(command, request, session, null));
        }
        MpscSlot<Journal.Item> room = file.tryReserve();
        return room != null
                ? One.just(answer(command, request, session, room))
                : file.reserve().map(granted -> answer(command, request, session, granted));
    }

    private synchronized Value answer(
            Command.Immediate command, Request request, Session session, @Nullable MpscSlot<Journal.Item> room) {
        try {
            return session.fit(call(command, request, session));
        } finally {
            write(room);
        }
    }

    private Value call(Command.Immediate command, Request request, Session session) {
        try {
            return command.action().run(new Call(request, store, session, this::note));
        } catch (CommandFailure failure) {
            return failure.answer();
        }
    }

    /** Passes on what has changed. A transaction is bracketed, so that it is loaded as a whole or not at all. */
    private void write(@Nullable MpscSlot<Journal.Item> room) {
        if (room == null) {
            return;
        }
        if (changes.isEmpty()) {
            room.close();
            return;
        }
        room.send(Journal.Item.of(changes));
        changes = new ArrayList<>();
    }

    /** Does something with the store while no command runs. */
    <T> One<T> exclusively(Function<Store, T> work) {
        Journal file = journal;
        return file == null
                ? One.fromCallable(() -> exclusively(work, null))
                : One.defer(file::reserve).map(room -> exclusively(work, room));
    }

    private synchronized <T> T exclusively(Function<Store, T> work, @Nullable MpscSlot<Journal.Item> room) {
        try {
            return work.apply(store);
        } finally {
            write(room);
        }
    }

    /**
     * Runs all commands of a transaction, without another one in between. Answers in the client's version of RESP,
     * which one of them may change.
     */
    One<Value> transaction(List<Session.Queued> queued, Session session) {
        return exclusively(keys -> {
            if (session.isDirty(keys)) {
                return session.fit(Value.Absent.ARRAY);
            }
            note(MULTI);
            int begin = changes.size();
            List<Value> answers = new ArrayList<>();
            for (Session.Queued one : queued) {
                answers.add(session.fit(call(one.command(), one.request(), session)));
            }
            if (changes.size() > begin) {
                note(EXEC);
            } else if (begin > 0) {
                changes.remove(begin - 1);
            }
            return new Value.Array(answers);
        });
    }

    /** Does something with the store that nothing has to be written for. */
    synchronized void look(Consumer<Store> work) {
        work.accept(store);
    }
}
