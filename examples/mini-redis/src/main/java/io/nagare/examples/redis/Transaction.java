package io.nagare.examples.redis;

import io.nagare.Bytes;
import io.nagare.One;
import io.nagare.examples.redis.command.CommandFailure;
import io.nagare.examples.redis.resp.Value;
import io.nagare.examples.redis.store.Store;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The transaction of a client, and the keys that it watches. Used on the client's strand. Only {@link #isDirty} and
 * what sets it run while the lock of the database is held.
 */
final class Transaction {

    private static final Value QUEUED = new Value.Simple("QUEUED");

    private final Database database;

    /** The requests since MULTI, or null outside of a transaction. */
    private @Nullable List<Session.Queued> queued;

    /** Whether one of them was refused. */
    private boolean failed;

    private final List<Bytes> watched = new ArrayList<>();

    /** Guarded by the lock of the database. */
    private boolean dirty;

    private final Runnable changed = () -> dirty = true;

    Transaction(Database database) {
        this.database = database;
    }

    boolean isOpen() {
        return queued != null;
    }

    /** Whether a watched key has changed. One whose time is over has, even if nobody has looked at it since. */
    boolean isDirty(Store store) {
        watched.forEach(store::find);
        return dirty;
    }

    Value begin() {
        if (queued != null) {
            return new Value.Failure("ERR MULTI calls can not be nested");
        }
        queued = new ArrayList<>();
        failed = false;
        return Value.OK;
    }

    Value add(Session.Queued request) {
        if (queued != null) {
            queued.add(request);
        }
        return QUEUED;
    }

    /** A request was refused, so the transaction will be. */
    void fail() {
        failed = true;
    }

    Value discard() {
        queued = null;
        return unwatch();
    }

    /** EXEC was refused, which ends the transaction as if it had failed. */
    Value abort(CommandFailure why) {
        discard();
        return new Value.Failure("EXECABORT Transaction discarded because of: " + why.text());
    }

    One<Value> exec(Session session) {
        List<Session.Queued> requests = queued;
        if (requests == null) {
            return One.just(new Value.Failure("ERR EXEC without MULTI"));
        }
        if (failed) {
            discard();
            return One.just(new Value.Failure("EXECABORT Transaction discarded because of previous errors."));
        }
        queued = null;
        return database.transaction(requests, session).doOnNext(answers -> unwatch());
    }

    Value watch(List<Bytes> keys) {
        if (queued != null) {
            return new Value.Failure("ERR WATCH inside MULTI is not allowed");
        }
        database.look(store -> {
            for (Bytes key : keys) {
                if (!watched.contains(key)) {
                    watched.add(key);
                    store.watch(key, changed);
                }
            }
        });
        return Value.OK;
    }

    Value unwatch() {
        if (!watched.isEmpty()) {
            database.look(store -> {
                watched.forEach(key -> store.unwatch(key, changed));
                dirty = false;
            });
            watched.clear();
        }
        return Value.OK;
    }
}
