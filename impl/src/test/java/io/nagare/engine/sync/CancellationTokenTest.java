package io.nagare.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.sync.scope.TreeToken;
import io.nagare.sync.CancellationToken;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Cancellation tokens and their trees. Names in quotes are those of Tokio's tests. */
class CancellationTokenTest extends SyncFixture {

    private static final int MOST_COLLECTIONS = 50;

    private final TreeToken root = (TreeToken) CancellationToken.create();

    /** Subscribes without demand, because none is needed. */
    private Probe<Void> waiting(CancellationToken token) {
        return subscribe(token.cancelled());
    }

    /** "cancel_token". */
    @Test
    void allWhoWaitAreToldAndWhoComesLaterToo() {
        Probe<Void> first = waiting(root);
        Probe<Void> second = waiting(root);
        assertFalse(root.isCancelled());
        root.cancel();
        root.cancel();
        scheduler.runAll();
        assertComplete(first);
        assertComplete(second);
        assertComplete(waiting(root));
        assertTrue(root.isCancelled());
        assertEquals(0, root.waiting());
    }

    /** "cancel_child_token_through_parent" and "cancel_only_all_descendants". */
    @Test
    void aTokenCancelsWhatDescendsFromItAndNothingElse() {
        CancellationToken child = root.child();
        CancellationToken sibling = root.child();
        CancellationToken grandchild = child.child();
        Probe<Void> atChild = waiting(child);
        Probe<Void> atGrandchild = waiting(grandchild);
        Probe<Void> atSibling = waiting(sibling);
        Probe<Void> atRoot = waiting(root);
        child.cancel();
        scheduler.runAll();
        assertComplete(atChild);
        assertComplete(atGrandchild);
        assertWaiting(atSibling);
        assertWaiting(atRoot);
        assertEquals(1, root.childCount());
        root.cancel();
        scheduler.runAll();
        assertComplete(atSibling);
        assertComplete(atRoot);
    }

    /** "create_child_token_after_parent_was_cancelled". */
    @Test
    void aChildOfACancelledTokenIsCancelledFromTheStart() {
        root.cancel();
        CancellationToken child = root.child();
        assertTrue(child.isCancelled());
        assertTrue(child.child().isCancelled());
        assertComplete(waiting(child));
        assertEquals(0, root.childCount());
    }

    /** "cancel_grandchild_token_through_parent_if_child_was_dropped", "drop_multiple_child_tokens". */
    @Test
    @Tag("tokio-token")
    void aChildThatNobodyHasIsForgottenUnlessItHasADescendantOrSomebodyWaits() throws Exception {
        for (int i = 0; i < 100; i++) {
            root.child().child();
        }
        CancellationToken grandchild = root.child().child();
        Probe<Void> waiting = waiting(root.child());
        for (int i = 0; i < MOST_COLLECTIONS && root.childCount() > 2; i++) {
            System.gc();
            Thread.sleep(10); // the collector does not say when it has cleared a reference
        }
        assertEquals(2, root.childCount());
        root.cancel();
        scheduler.runAll();
        assertTrue(grandchild.isCancelled());
        assertComplete(waiting);
    }

    @Test
    void whoWaitsAndCancelsIsForgotten() {
        Probe<Void> gone = waiting(root);
        cancel(gone);
        assertEquals(0, root.waiting());
        root.cancel();
        scheduler.runAll();
        assertWaiting(gone);
    }

    /** "cancel_token_drop_guard". */
    @Test
    void leavingTheBlockThatATokenIsBoundToCancelsIt() {
        try (CancellationToken child = root.child()) {
            assertFalse(child.isCancelled());
        }
        assertEquals(0, root.childCount());
        assertFalse(root.isCancelled());
    }

    /** "run_until_cancelled_test". */
    @Test
    void aStreamRunsUntilTheTokenIsCancelled() {
        List<String> upstream = new ArrayList<>();
        Many<Integer> source =
                Many.range(0, 3).concatWith(Many.never()).doOnCancel(() -> upstream.add("cancelled"));
        Probe<Integer> items = demand(root.runUntilCancelled(source));
        Probe<Integer> one = demand(root.runUntilCancelled(One.just(1)));
        assertEquals(List.of(0, 1, 2), items.signals());
        assertItem(1, one);
        assertEquals(1, root.waiting());
        root.cancel();
        scheduler.runAll();
        assertEquals(List.of(0, 1, 2, "complete"), items.signals());
        assertEquals(List.of("cancelled"), upstream);
        assertComplete(demand(root.runUntilCancelled(One.just(1))));
        assertThrows(NullPointerException.class, () -> root.runUntilCancelled((One<Integer>) null));
        assertThrows(NullPointerException.class, () -> root.runUntilCancelled((Many<Integer>) null));
    }

    @Test
    void cancellingFromWithinACancellationWorks() {
        CancellationToken child = root.child();
        Probe<Void> inner = waiting(child);
        demand(root.cancelled().doOnComplete(child::cancel).doOnComplete(root::cancel));
        root.cancel();
        scheduler.runAll();
        assertComplete(inner);
    }

    @Test
    void aReceiverThatThrowsKeepsNobodyFromBeingTold() {
        subscribe(root.child().cancelled().doOnComplete(() -> {
            throw new IllegalStateException("boom");
        }));
        Probe<Void> other = waiting(root.child());
        Probe<Void> own = waiting(root);
        root.cancel();
        scheduler.runAll();
        assertComplete(other);
        assertComplete(own);
    }

    @Test
    void aTreeMayBeDeepAndWide() {
        CancellationToken deepest = root;
        for (int i = 0; i < 100_000; i++) {
            deepest = deepest.child();
        }
        List<CancellationToken> wide = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            wide.add(root.child());
        }
        Probe<Void> waiting = waiting(deepest);
        root.cancel();
        scheduler.runAll();
        assertComplete(waiting);
        assertTrue(wide.stream().allMatch(CancellationToken::isCancelled));
    }

    /** A tree of tokens is cancelled while it grows. A task that still waits afterwards was forgotten. */
    @Test
    void nobodyIsForgottenWhenATreeIsCancelledWhileItGrows() throws Exception {
        try (Storm storm = new Storm()) {
            storm.rage(1, random -> {
                CancellationToken top = CancellationToken.create();
                return new Storm.Play(own -> grow(storm.nagare(), top, own), () -> {
                    top.cancelled().block(Storm.LIMIT);
                    return null;
                });
            });
        }
    }

    private static void grow(Nagare nagare, CancellationToken top, SplittableRandom random) {
        List<CancellationToken> tokens = new ArrayList<>(List.of(top));
        List<Task<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            CancellationToken token = tokens.get(random.nextInt(tokens.size())).child();
            tokens.add(token);
            tasks.add(nagare.spawn(token.cancelled()));
            if (random.nextInt(20) == 0) {
                token.cancel();
            }
        }
        Storm.dawdle(random);
        top.cancel();
        tasks.forEach(task -> task.block(Storm.LIMIT));
    }
}
