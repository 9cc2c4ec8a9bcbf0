package io.nagare.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.engine.GuideSnippets;
import io.nagare.engine.strand.Probe;
import io.nagare.policy.Repeat;
import io.nagare.sync.Barrier;
import io.nagare.sync.CancellationToken;
import io.nagare.sync.Exclusive;
import io.nagare.sync.JoinSet;
import io.nagare.sync.Joined;
import io.nagare.sync.Notify;
import io.nagare.sync.OnceCell;
import io.nagare.sync.Permit;
import io.nagare.sync.Permits;
import io.nagare.sync.ReadGuard;
import io.nagare.sync.ReadWrite;
import io.nagare.sync.Scope;
import io.nagare.sync.TaskTracker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The examples of docs/synchronisation.md, and checks that they do what the page says. */
class SynchronisationGuideTest extends SyncFixture {

    private final AtomicInteger calls = new AtomicInteger();
    private final List<Object> log = new ArrayList<>();

    /** A request that never ends. */
    private One<String> request() {
        return One.<String>never().doOnSubscribe(calls::incrementAndGet);
    }

    @Test
    void everyExampleOfTheGuideIsHere() throws Exception {
        GuideSnippets.check("synchronisation.md", SynchronisationGuideTest.class);
    }

    @Test
    void permits() {
        Permits atOnce = Permits.of(20);
        One<String> answer = atOnce.withPermit(request());

        for (int i = 0; i < 30; i++) {
            demand(answer);
        }
        assertEquals(20, calls.get());
    }

    @Test
    void permitThatIsHeld() {
        Permits memory = Permits.of(1_000);
        One<Permit> room = memory.acquire(400);
        One<Integer> used = room.map(permit -> {
            try (permit) {
                return memory.available();
            }
        });

        assertItem(600, demand(used));
        assertEquals(1_000, memory.available());
    }

    @Test
    void exclusive() {
        Exclusive<Integer> balance = Exclusive.of(100);
        One<Integer> withdrawn = balance.withLock(guard -> check(guard.get()).doOnNext(left -> guard.set(left)));

        assertItem(70, demand(withdrawn));
        assertItem(40, demand(withdrawn));
    }

    private static One<Integer> check(int amount) {
        return One.just(amount - 30);
    }

    @Test
    void readWrite() {
        ReadWrite<Map<String, Integer>> stock = ReadWrite.of(new HashMap<>());
        One<Integer> count = stock.withReadLock(all -> One.just(all.getOrDefault("tea", 0)));
        One<Void> restocked = stock.withWriteLock(
                        guard -> One.fromCallable(() -> guard.get().merge("tea", 10, Integer::sum)))
                .then();
        One<ReadGuard<Map<String, Integer>>> kept = stock.write().map(guard -> guard.downgrade());

        assertItem(0, demand(count));
        assertComplete(demand(restocked));
        assertItem(10, demand(count));
        item(demand(kept)).close();
    }

    @Test
    void notification() {
        Notify changed = Notify.create();
        Many<Integer> saving = changed.notified()
                .then(One.fromCallable(calls::incrementAndGet))
                .repeat(Repeat.forever());
        Probe<Integer> saved = demand(saving);
        changed.notifyOne();

        scheduler.runAll();
        assertEquals(List.of(1), saved.signals());
        cancel(saved);
    }

    @Test
    void barrier() {
        Barrier ready = Barrier.of(3);
        One<Boolean> leads = ready.arrive();

        Probe<Boolean> first = demand(leads);
        demand(leads);
        assertWaiting(first);
        assertItem(true, demand(leads));
        assertItem(false, first);
    }

    @Test
    void onceCell() {
        OnceCell<String> session = OnceCell.create();
        One<String> current = session.getOrInit(logIn());

        assertItem("session 1", demand(current));
        assertItem("session 1", demand(current));
    }

    private One<String> logIn() {
        return One.fromCallable(() -> "session " + calls.incrementAndGet());
    }

    @Test
    void cancellationTokenAndTracker() {
        try (Nagare nagare = Nagare.multiThread().workers(1).start()) {
            CancellationToken stopping = CancellationToken.create();
            TaskTracker tracker = TaskTracker.create();
            Task<String> connection = tracker.spawnOn(nagare, stopping.runUntilCancelled(request()));

            stopping.cancel();
            tracker.close();
            tracker.drained().timeout(Duration.ofSeconds(30)).block();

            assertTrue(connection.isDone());
            assertEquals(0, tracker.size());
        }
    }

    @Test
    void childToken() {
        CancellationToken stopping = CancellationToken.create();
        CancellationToken session = stopping.child();
        Many<Integer> events = session.runUntilCancelled(Many.never());

        Probe<Integer> seen = demand(events);
        stopping.cancel();
        scheduler.runAll();
        assertComplete(seen);
    }

    @Test
    void joinSet() {
        Nagare nagare = runtime;
        JoinSet<Integer> pages = JoinSet.create();
        for (String address : List.of("a", "bb", "ccc")) {
            pages.spawnOn(nagare, fetch(address));
        }
        Many<Integer> sizes = pages.results().filter(page -> !page.hasFailed()).map(Joined::item);

        Probe<Integer> found = demand(sizes);
        TreeSet<Object> sorted = new TreeSet<>(found.signals().subList(0, 3));
        assertEquals(List.of(1, 2, 3), List.copyOf(sorted));
        assertEquals("complete", found.signals().get(3));
    }

    private static One<Integer> fetch(String address) {
        return One.just(address.length());
    }

    @Test
    void scope() {
        One<Integer> total = Scope.open(scope -> {
            Task<Integer> user = scope.spawn(fetch("user"));
            Task<Integer> prices = scope.spawn(fetch("prices"));
            scope.spawn(audit("both were asked for"));
            return user.zipWith(prices, Integer::sum);
        });

        assertItem(10, demand(total));
        assertEquals(List.of("both were asked for"), log);
    }

    private One<Void> audit(String what) {
        return One.fromCallable(() -> log.add(what)).then();
    }
}
