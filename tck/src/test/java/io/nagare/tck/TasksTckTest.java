package io.nagare.tck;

import static io.nagare.tck.Row.holding;
import static io.nagare.tck.Row.operator;
import static io.nagare.tck.Row.source;
import static java.util.Objects.requireNonNull;

import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.sync.CancellationToken;
import io.nagare.sync.JoinSet;
import io.nagare.sync.Joined;
import io.nagare.sync.Scope;
import io.nagare.sync.TaskTracker;
import java.util.List;
import org.reactivestreams.Publisher;

/** Tasks, sets of tasks, and their cancellation. */
final class TasksTckTest extends Table {

    @Override
    List<Row> rows() {
        return List.of(
                source("CancellationToken.cancelled()", TasksTckTest::cancellationTokenCancelled).atMost(0),
                operator(
                        "CancellationToken.runUntilCancelled(Many)",
                        (upstream, n) -> CancellationToken.create().runUntilCancelled(upstream.items(n))),
                operator(
                        "CancellationToken.runUntilCancelled(One)",
                        (upstream, n) -> CancellationToken.create().runUntilCancelled(upstream.one(n)))
                        .atMost(1),
                source("JoinSet.next()", TasksTckTest::joinSetNext).atMost(1),
                source("JoinSet.results()", TasksTckTest::joinSetResults).atMost(1_000),
                source("JoinSet.shutdown()", TasksTckTest::joinSetShutdown).atMost(0),
                source("JoinSet.spawn(One)", n -> JoinSet.<Integer>create().spawn(n == 0 ? One.empty() : One.just(1)))
                        .atMost(1),
                source(
                        "JoinSet.spawnOn(Nagare,One)",
                        n -> JoinSet.<Integer>create().spawnOn(Nagare.current(), n == 0 ? One.empty() : One.just(1)))
                        .atMost(1),
                source("Nagare.spawn(Callable)", n -> Nagare.current().spawn(() -> n == 0 ? null : 1)).atMost(1),
                source("Scope.ended()", TasksTckTest::scopeEnded).atMost(0),
                holding("Scope.open(Function)", TasksTckTest::scopeOpen).atMost(1),
                source("Scope.spawn(One)", TasksTckTest::scopeSpawn).atMost(1),
                source("TaskTracker.drained()", TasksTckTest::taskTrackerDrained).atMost(0),
                source("TaskTracker.spawn(One)", n -> TaskTracker.create().spawn(n == 0 ? One.empty() : One.just(1)))
                        .atMost(1),
                source(
                        "TaskTracker.spawnOn(Nagare,One)",
                        n -> TaskTracker.create().spawnOn(Nagare.current(), n == 0 ? One.empty() : One.just(1)))
                        .atMost(1),
                operator("TaskTracker.track(Many)", (upstream, n) -> TaskTracker.create().track(upstream.items(n))),
                operator("TaskTracker.track(One)", (upstream, n) -> TaskTracker.create().track(upstream.one(n)))
                        .atMost(1));
    }

    private static Publisher<Void> cancellationTokenCancelled(long n) {
        CancellationToken token = CancellationToken.create();
        token.cancel();
        return token.cancelled();
    }

    private static Publisher<Joined<Integer>> joinSetNext(long n) {
        JoinSet<Integer> set = JoinSet.create();
        if (n > 0) {
            set.spawn(One.just(1));
        }
        return set.next();
    }

    private static Publisher<Joined<Long>> joinSetResults(long n) {
        JoinSet<Long> set = JoinSet.create();
        for (long i = 0; i < n; i++) {
            set.spawn(One.just(i));
        }
        return set.results();
    }

    private static Publisher<Void> joinSetShutdown(long n) {
        JoinSet<Void> set = JoinSet.create();
        set.spawn(One.never());
        return set.shutdown();
    }

    private static Publisher<Void> scopeEnded(long n) {
        Scope ended = Scope.open(One::just).block();
        return requireNonNull(ended).ended();
    }

    private static Publisher<Integer> scopeOpen(Upstream upstream, long n) {
        return Scope.open(scope -> {
            scope.spawn(One.just(2));
            return upstream.one(n);
        });
    }

    private static Publisher<Integer> scopeSpawn(long n) {
        One<Integer> computation = n == 0 ? One.empty() : One.just(1);
        Task<Integer> task = Scope.open(scope -> One.just(scope.spawn(computation))).block();
        return requireNonNull(task);
    }

    private static Publisher<Void> taskTrackerDrained(long n) {
        TaskTracker tracker = TaskTracker.create();
        tracker.close();
        return tracker.drained();
    }
}
