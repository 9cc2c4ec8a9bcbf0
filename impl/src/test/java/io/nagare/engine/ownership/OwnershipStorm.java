package io.nagare.engine.ownership;

import io.nagare.Nagare;
import io.nagare.channel.ReceiverTakenException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Plays random pipelines of tokens. Other threads cancel, abort, abandon and fail them, and close their runtimes. These
 * conditions must hold:
 *
 * <ul>
 *   <li>Each token is delivered, discarded or consumed once.
 *   <li>Each stream ends or is cancelled. After its end it signals nothing.
 *   <li>Each source that has begun ends. Each resource, permit and lock comes back.
 *   <li>A runtime closes, and leaves no thread.
 * </ul>
 *
 * <p>A seed fixes a pipeline, the actions on it, and the pauses between them. It does not fix the interleaving of
 * threads. Several pipelines are played at the same time, so that the interleaving varies.
 */
public final class OwnershipStorm implements AutoCloseable {

    private static final int PLAYERS = 6;

    /** The books of a pipeline are settled again after so many other pipelines. */
    private static final int LATER = 100;

    private final boolean closing;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Findings findings = new Findings();
    private final AtomicLong tokens = new AtomicLong();
    private final Queue<Books> judged = new ConcurrentLinkedQueue<>();
    private final Nagare first = start("ownership-a", 1);
    private final Nagare second = start("ownership-b", 2);

    /**
     * With {@code closing}, each pipeline has runtimes of its own, which are closed under it. Otherwise all pipelines
     * share two runtimes.
     */
    public OwnershipStorm(boolean closing) {
        this.closing = closing;
    }

    private Nagare start(String name, int workers) {
        return Nagare.multiThread()
                .workers(workers)
                .name(name)
                .maxBlockingThreads(8)
                .onUnseenFailure(this::unseen)
                .start();
    }

    private void unseen(Throwable failure, String where) {
        // The end of a stream empties its channel, maybe while a receive that was cancelled begins.
        if (!Failures.isExpected(failure) && !(failure instanceof ReceiverTakenException)) {
            findings.add("unseen, " + where + ": " + failure);
        }
    }

    /** Plays the pipelines of {@code count} seeds, each {@code times} times. Returns the faults by seed. */
    public List<String> rage(long firstSeed, long count, int times) throws Exception {
        AtomicLong next = new AtomicLong();
        List<Future<?>> players = new ArrayList<>();
        for (int i = 0; i < PLAYERS; i++) {
            players.add(threads.submit(() -> {
                for (long turn = next.getAndIncrement();
                        turn < count * times && !findings.areEnough();
                        turn = next.getAndIncrement()) {
                    play(firstSeed + turn / times, turn);
                }
                return null;
            }));
        }
        for (Future<?> player : players) {
            player.get();
        }
        for (Books books = judged.poll(); books != null; books = judged.poll()) {
            books.settle();
        }
        return findings.all();
    }

    /** The number of tokens so far. */
    public long tokens() {
        return tokens.get();
    }

    private void play(long seed, long turn) throws Exception {
        Draw draw = new Draw(seed);
        Books books = new Books(fault -> findings.add(seed, draw, fault));
        if (closing) {
            String name = "own-" + turn + "-";
            Places places = new Places(start(name + "a", 1), start(name + "b", 1), threads, true);
            books.inTheEnd("no thread of its runtimes is left", () -> noThread(name));
            new Play(draw, books, places).run();
        } else {
            new Play(draw, books, new Places(first, second, threads, false)).run();
        }
        tokens.addAndGet(books.made());
        judged.add(books);
        Books older = judged.size() > LATER ? judged.poll() : null;
        if (older != null) {
            older.settle();
        }
    }

    private static boolean noThread(String name) {
        Thread[] threads = new Thread[2 * Thread.activeCount() + 100];
        int count = Thread.enumerate(threads);
        return Arrays.stream(threads, 0, count).noneMatch(thread -> thread.getName().startsWith(name));
    }

    @Override
    public void close() {
        threads.shutdownNow();
        first.close(Duration.ofSeconds(10));
        second.close(Duration.ofSeconds(10));
    }
}
