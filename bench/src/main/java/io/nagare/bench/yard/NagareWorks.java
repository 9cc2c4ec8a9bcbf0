package io.nagare.bench.yard;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.channel.Broadcast;
import io.nagare.channel.Mpsc;
import io.nagare.channel.MpscSender;
import io.nagare.channel.Oneshot;
import io.nagare.policy.Lag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** The works on a runtime of Nagare, as its users would write them. */
final class NagareWorks implements Works {

    private final Nagare nagare;

    NagareWorks(int workers) {
        nagare = Nagare.multiThread().workers(workers).name("yard").start();
    }

    @Override
    public List<Work> find(WorkName name, Arguments arguments) {
        return switch (name) {
            case SPAWN_MANY_LOCAL -> one(name, Sizes.SPAWNS, this::spawnManyLocal);
            case SPAWN_MANY_REMOTE -> one(name, Sizes.SPAWNS, this::spawnManyRemote);
            case YIELD_MANY -> one(name, (long) Sizes.YIELDING_TASKS * Sizes.YIELDS, this::yieldMany);
            case PING_PONG -> one(name, Sizes.PING_PONGS, this::pingPong);
            case CHAINED_SPAWN -> one(name, Sizes.CHAIN, this::chainedSpawn);
            case BROADCAST -> List.of(Work.broadcast(arguments, this::broadcast));
            case MPSC -> List.of(Work.mpsc(arguments, this::mpsc));
            case SLEEP_MANY -> List.of(new Work("sleep_many millis=1..10", Sizes.SLEEPS, this::sleepMany));
            case TIMER_CHURN -> List.of(
                    new Work("timer_churn (arm and cancel a far timeout)", Sizes.TIMEOUTS, this::timerChurn));
            case FS -> new NagareFiles(nagare, arguments.file(0)).works();
        };
    }

    private static List<Work> one(WorkName name, long operations, Runnable once) {
        return List.of(new Work(name.label(), operations, once));
    }

    private void spawnManyLocal() {
        nagare.blockOn(nagare.spawn(One.defer(() -> {
            CompletableFuture<Boolean> done = new CompletableFuture<>();
            AtomicInteger left = new AtomicInteger(Sizes.SPAWNS);
            for (int i = 0; i < Sizes.SPAWNS; i++) {
                nagare.spawn(() -> left.decrementAndGet() == 0 && done.complete(true));
            }
            return One.fromCompletionStage(() -> done);
        })));
    }

    private void spawnManyRemote() {
        List<Task<?>> tasks = new ArrayList<>(Sizes.SPAWNS);
        for (int i = 0; i < Sizes.SPAWNS; i++) {
            tasks.add(nagare.spawn(() -> null));
        }
        awaitAll(tasks);
    }

    private void yieldMany() {
        List<Task<?>> tasks = new ArrayList<>(Sizes.YIELDING_TASKS);
        for (int i = 0; i < Sizes.YIELDING_TASKS; i++) {
            tasks.add(nagare.spawn(Yielding.times(Sizes.YIELDS)));
        }
        awaitAll(tasks);
    }

    private void pingPong() {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        AtomicInteger left = new AtomicInteger(Sizes.PING_PONGS);
        nagare.spawn(() -> {
            for (int i = 0; i < Sizes.PING_PONGS; i++) {
                nagare.spawn(One.defer(this::ping)
                        .doOnNext(pong -> {
                            if (left.decrementAndGet() == 0) {
                                done.complete(true);
                            }
                        }));
            }
            return null;
        });
        nagare.blockOn(One.fromCompletionStage(() -> done));
    }

    private One<Boolean> ping() {
        Oneshot<Boolean> ping = Oneshot.create();
        Oneshot<Boolean> pong = Oneshot.create();
        nagare.spawn(ping.receiver().doOnNext(pong::send));
        ping.send(true);
        return pong.receiver();
    }

    private void chainedSpawn() {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        spawnNext(Sizes.CHAIN, done);
        nagare.blockOn(One.fromCompletionStage(() -> done));
    }

    private void spawnNext(int left, CompletableFuture<Boolean> done) {
        nagare.spawn(() -> {
            if (left == 0) {
                done.complete(true);
            } else {
                spawnNext(left - 1, done);
            }
            return null;
        });
    }

    /** A broadcast that holds all values, so that no receiver lags. Every receiver sees every value. */
    private void broadcast(int receivers) {
        Broadcast<Long> values = Broadcast.lagging(Sizes.BROADCAST_CAPACITY);
        nagare.blockOn(nagare.spawn(One.defer(() -> {
            List<CompletableFuture<long[]>> sums = new ArrayList<>(receivers);
            for (int i = 0; i < receivers; i++) {
                sums.add(values.receiver(Lag.fail())
                        .collect(() -> new long[1], (sum, value) -> sum[0] += value)
                        .toFuture());
            }
            nagare.spawn(() -> {
                for (long i = 0; i < Sizes.BROADCAST_VALUES; i++) {
                    values.send(i);
                }
                values.close();
                return null;
            });
            return Many.fromIterable(sums)
                    .concatMap(sum -> One.fromCompletionStage(() -> sum))
                    .doOnNext(sum -> Sizes.check("broadcast", Sizes.BROADCAST_SUM, sum[0]))
                    .then();
        })));
    }

    /** Each producer is a task that waits for room, value by value. The channel ends with the last producer. */
    private void mpsc(int producers, int capacity) {
        int each = Sizes.MPSC_VALUES / producers;
        Mpsc<Integer> values = Mpsc.bounded(capacity);
        for (int i = 0; i < producers; i++) {
            MpscSender<Integer> sender = values.sender();
            nagare.spawn(sender.sendAll(Many.range(0, each)).doFinally(end -> sender.close()));
        }
        Long received = nagare.blockOn(nagare.spawn(values.receiver().count()));
        Sizes.check("mpsc", (long) each * producers, received == null ? 0 : received);
    }

    private void sleepMany() {
        List<Task<?>> tasks = new ArrayList<>(Sizes.SLEEPS);
        for (int i = 0; i < Sizes.SLEEPS; i++) {
            tasks.add(nagare.spawn(One.delay(Duration.ofMillis(Sizes.sleepMillis(i)))));
        }
        awaitAll(tasks);
    }

    private void timerChurn() {
        Duration limit = Duration.ofSeconds(Sizes.TIMEOUT_SECONDS);
        nagare.blockOn(Many.range(0, Sizes.TIMEOUTS)
                .concatMap(i -> Yielding.times(1).timeout(limit))
                .then());
    }

    /** Waits for the tasks in order, one after the other. */
    private void awaitAll(List<Task<?>> tasks) {
        nagare.blockOn(Many.fromIterable(tasks).concatMap(task -> task).then());
    }

    @Override
    public void close() {
        nagare.close();
    }
}
