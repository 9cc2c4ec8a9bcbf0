package io.nagare.engine.scheduler;

/**
 * How many workers are awake, and how many of those are searching for work, in one word.
 *
 * <p>A searching worker is one that has found nothing in its own queue and looks elsewhere. While there is one, new
 * work needs to wake nobody: the searcher will find it, or will be the last to give up, and the last one looks again
 * after it has said so here. The last searcher to find work does the same, and if there is more it wakes another in its
 * place. So a burst of work wakes workers one after the other, and half of the workers at most contend for it.
 *
 * <p>All transitions are atomic additions, which are full fences: a worker that stops searching and then looks at the
 * queues, and a producer that adds to a queue and then looks here (with a fence between), can't both miss the
 * other.
 */
final class IdleState extends PaddedWord {

    private static final long SEARCHING = 1;
    private static final long AWAKE = 1L << 32;

    private final int workers;

    /** All workers awake, none searching. */
    IdleState(int workers) {
        this.workers = workers;
        setRelease(workers * AWAKE);
    }

    private static int searching(long word) {
        return (int) word;
    }

    private static int awake(long word) {
        return (int) (word >>> 32);
    }

    /** Whether new work should wake a worker: one is asleep, and none is searching. */
    boolean wantsWake() {
        long word = getVolatile();
        return searching(word) == 0 && awake(word) < workers;
    }

    /**
     * An awake worker asks to search. Refused if half of the workers do; they may be a few more, which does no harm.
     */
    boolean startSearching() {
        if (2 * searching(getAcquire()) >= workers) {
            return false;
        }
        getAndAdd(SEARCHING);
        return true;
    }

    /**
     * A searching worker has found work.
     *
     * @return whether it was the last one searching: the caller must then look at all queues, and wake another worker
     *     if there is more, since those who put it there may have relied on the search
     */
    boolean stopSearching() {
        return searching(getAndAdd(-SEARCHING)) == 1;
    }

    /**
     * A worker goes to sleep.
     *
     * @return whether it was the last one searching: the caller must then look at all queues again
     */
    boolean sleep(boolean searching) {
        long before = getAndAdd(searching ? -AWAKE - SEARCHING : -AWAKE);
        return searching && searching(before) == 1;
    }

    /**
     * A worker is woken to search.
     *
     * @return whether all were asleep: the caller must then see to it that the watchdog is awake
     */
    boolean wakeToSearch() {
        return awake(getAndAdd(AWAKE + SEARCHING)) == 0;
    }

    /**
     * A worker wakes up by itself, with work.
     *
     * @return whether all were asleep: the caller must then see to it that the watchdog is awake
     */
    boolean wakeWithWork() {
        return awake(getAndAdd(AWAKE)) == 0;
    }

    /** Whether all workers are asleep. */
    boolean allAsleep() {
        return awake(getVolatile()) == 0;
    }
}
