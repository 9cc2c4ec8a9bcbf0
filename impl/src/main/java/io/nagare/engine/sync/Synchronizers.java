package io.nagare.engine.sync;

import io.nagare.One;
import io.nagare.engine.sync.lock.FairExclusive;
import io.nagare.engine.sync.lock.FairPermits;
import io.nagare.engine.sync.lock.FairReadWrite;
import io.nagare.engine.sync.scope.ScopeRun;
import io.nagare.engine.sync.scope.TaskJoinSet;
import io.nagare.engine.sync.scope.TreeToken;
import io.nagare.stage.Programs;
import io.nagare.sync.Barrier;
import io.nagare.sync.CancellationToken;
import io.nagare.sync.Exclusive;
import io.nagare.sync.JoinSet;
import io.nagare.sync.Notify;
import io.nagare.sync.OnceCell;
import io.nagare.sync.Permits;
import io.nagare.sync.ReadWrite;
import io.nagare.sync.Scope;
import io.nagare.sync.SynchronizationEngine;
import io.nagare.sync.TaskTracker;
import java.util.function.Function;

/**
 * The engine's implementation of {@link SynchronizationEngine}, found as a service. Stateless; any thread may call it.
 */
public final class Synchronizers implements SynchronizationEngine {

    @Override
    public Permits permits(int initial, int maximum) {
        return new FairPermits(initial, maximum);
    }

    @Override
    public Notify notification() {
        return new FairNotify();
    }

    @Override
    public <T> Exclusive<T> exclusive(T value) {
        return new FairExclusive<>(value);
    }

    @Override
    public <T> ReadWrite<T> readWrite(T value) {
        return new FairReadWrite<>(value);
    }

    @Override
    public Barrier barrier(int parties) {
        return new FairBarrier(parties);
    }

    @Override
    public <T> OnceCell<T> onceCell() {
        return new FairOnceCell<>();
    }

    @Override
    public CancellationToken cancellationToken() {
        return new TreeToken(null);
    }

    @Override
    public TaskTracker taskTracker() {
        return new CountingTracker();
    }

    @Override
    public <T> JoinSet<T> joinSet() {
        return new TaskJoinSet<>();
    }

    @Override
    public <T> One<T> scoped(Function<? super Scope, ? extends One<? extends T>> body) {
        return Programs.drivenOne(ScopeRun.<T>of(body));
    }
}
