package io.nagare.engine.scheduler.stealing;

import io.nagare.engine.queue.PaddedWord;

/**
 * How many workers are awake, and how many of those are searching for work, in one word.
 *
 * <p>A searching worker has found nothing in its own queue and looks elsewhere. While a worker searches, new work wakes
 * no worker. Either a searcher finds the work, or the last searcher to give up looks again after it has changed this
 * word. The last searcher to find work also looks again. If there is more work, it wakes another worker in its place.
 * So a burst of work wakes workers one after the other, and at most half of the workers contend for it.
 *
 * <p>All transitions are atomic additions, which are full fences. A worker stops searching and then looks at the
 * queues. A producer adds to a queue and then, behind a fence, looks here. So at least one of the two sees the other.
 */
public final class IdleState extends PaddedWord {

    private static final long SEARCHING = 1;
    private static final long AWAKE = 1L << 32;

    private final int workers;

    /** The state of a new scheduler: all workers are awake and none is searching. */
    public IdleState(int workers) {
        this.workers = workers;
        // No other thread has this object yet; its scheduler publishes it. Any mode would do.
        setRelease(workers * AWAKE);
    }

    private static int searching(long word) {
        return (int) word;
    }

    private static int awake(long word) {
        return (int) (word >>> 32);
    }

    /** Whether new work should wake a worker: one is asleep, and none is searching. */
    public boolean wantsWake() {
        long word = getVolatile();
        return searching(word) == 0 && awake(word) < workers;
    }

    /**
     * Lets an awake worker search, unless half of the workers do already. A few more may get through, which does no
     * harm.
     */
    public boolean startSearching() {
        // Acquire orders nothing that is needed: the count is a hint, and the addition below is the transition.
        if (2 * searching(getAcquire()) >= workers) {
            return false;
        }
        getAndAdd(SEARCHING);
        return true;
    }

    /**
     * Notes that a searching worker has found work.
     *
     * @return whether it was the last searcher. The caller must then look at all queues, and wake another worker if
     *     there is more work. The threads that brought that work may have relied on the search
     */
    public boolean stopSearching() {
        return searching(getAndAdd(-SEARCHING)) == 1;
    }

    /**
     * Notes that a worker goes to sleep.
     *
     * @return whether it was the last searcher; the caller must then look at all queues again
     */
    public boolean sleep(boolean searching) {
        long before = getAndAdd(searching ? -AWAKE - SEARCHING : -AWAKE);
        return searching && searching(before) == 1;
    }

    /**
     * Notes that a worker is woken to search.
     *
     * @return whether all were asleep: the caller must then see to it that the watchdog is awake
     */
    public boolean wakeToSearch() {
        return awake(getAndAdd(AWAKE + SEARCHING)) == 0;
    }

    /**
     * Notes that a worker wakes up by itself, with work.
     *
     * @return whether all were asleep: the caller must then see to it that the watchdog is awake
     */
    public boolean wakeWithWork() {
        return awake(getAndAdd(AWAKE)) == 0;
    }

    /** Whether all workers are asleep. */
    public boolean allAsleep() {
        return awake(getVolatile()) == 0;
    }
}
