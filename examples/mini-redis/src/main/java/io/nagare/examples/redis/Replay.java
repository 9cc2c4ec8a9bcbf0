package io.nagare.examples.redis;

import io.nagare.One;
import io.nagare.examples.redis.JournalReader.NoRequestException;
import io.nagare.examples.redis.command.AsciiCase;
import io.nagare.examples.redis.command.Call;
import io.nagare.examples.redis.command.Command;
import io.nagare.examples.redis.command.CommandFailure;
import io.nagare.examples.redis.command.CommandTable;
import io.nagare.examples.redis.resp.ProtocolException;
import io.nagare.examples.redis.resp.Request;
import io.nagare.examples.redis.resp.RespLimits;
import io.nagare.failure.FrameTooLongException;
import io.nagare.failure.UnexpectedEndException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Loads the append-only file into the store, before there are clients, and rewrites the file as short as it can be.
 *
 * <p>A server that was killed may have left a part of a request at the end, or of a transaction. What is whole is
 * loaded, and the rest is reported and left out. A file that is malformed elsewhere is refused, and stays as it is.
 */
final class Replay {

    private final Journal journal;
    private final Database database;
    private final CommandTable commands;
    private final Consumer<String> log;

    /** The requests of a transaction that has no end yet. */
    private @Nullable List<Request> transaction;

    private int loaded;

    Replay(Journal journal, MiniRedis server, Consumer<String> log) {
        this.journal = journal;
        this.database = server.database();
        this.commands = server.commands();
        this.log = log;
    }

    /** Loads the file. */
    One<Void> run() {
        return One.defer(this::load);
    }

    private One<Void> load() {
        database.look(store -> store.setLoading(true));
        return JournalReader.codec(RespLimits.defaults())
                .decode(journal.read())
                .doOnNext(this::next)
                .then()
                .onErrorResume(this::end)
                .then(One.defer(this::loaded));
    }

    private One<Void> end(Throwable failure) {
        if (failure instanceof UnexpectedEndException cutOff) {
            log.accept(journal.path() + " is cut off: its last " + cutOff.length()
                    + " bytes are no whole command, and are left out");
            return One.empty();
        }
        return One.error(isMalformed(failure) ? noAppendOnlyFile(failure) : failure);
    }

    private static boolean isMalformed(Throwable failure) {
        return failure instanceof NoRequestException
                || failure instanceof ProtocolException
                || failure instanceof FrameTooLongException
                || failure instanceof CommandFailure;
    }

    private IllegalStateException noAppendOnlyFile(Throwable failure) {
        return new IllegalStateException(
                journal.path() + " is no append-only file, behind command " + loaded + ": " + failure.getMessage(),
                failure);
    }

    private One<Void> loaded() {
        if (transaction != null) {
            log.accept(journal.path() + " is cut off: its last transaction has no end and is left out");
        }
        log.accept("loaded " + loaded + " commands from " + journal.path());
        List<Request> all = new ArrayList<>();
        database.look(store -> {
            store.setLoading(false);
            all.addAll(Snapshot.of(store));
        });
        return journal.rewrite(all);
    }

    private void next(Request request) {
        String name = AsciiCase.upper(request.word(0));
        List<Request> open = transaction;
        if (name.equals("MULTI")) {
            transaction = new ArrayList<>();
        } else if (name.equals("EXEC") && open != null) {
            transaction = null;
            open.forEach(this::apply);
        } else if (open != null) {
            open.add(request);
        } else {
            apply(request);
        }
    }

    private void apply(Request request) {
        Command command = commands.find(request);
        if (!(command instanceof Command.Immediate immediate && immediate.writes())) {
            throw new IllegalStateException(
                    journal.path() + " is no append-only file: " + command.name() + " changes nothing");
        }
        database.look(store -> immediate.action().run(new Call(request, store, null, change -> {})));
        loaded++;
    }
}
