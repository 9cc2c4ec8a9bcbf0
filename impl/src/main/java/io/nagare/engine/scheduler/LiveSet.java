package io.nagare.engine.scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The tasks that have started and not ended, so that closing can find them. Sharded, since every spawn passes here
 * twice.
 *
 * <p>Called by any thread. Always holds: a member that was entered is seen by {@link #close}, or its entry was refused.
 */
final class LiveSet {

    private final LiveShard[] shards;
    private final int mask;
    private final Runnable emptied;

    /** Shards that are not both closed and empty. Each leaves this state once, since a closed one takes no members. */
    private final AtomicInteger open;

    /**
     * An empty set with four shards for each worker, rounded up to a power of two.
     *
     * @param emptied run once, when the set has been closed and is empty, by whoever removes the last member or closes
     *     it
     */
    LiveSet(int workers, Runnable emptied) {
        this.emptied = emptied;
        shards = new LiveShard[Integer.highestOneBit(8 * workers - 1)];
        mask = shards.length - 1;
        open = new AtomicInteger(shards.length);
        for (int i = 0; i < shards.length; i++) {
            shards[i] = new LiveShard();
        }
    }

    /**
     * Enters one.
     *
     * @param hint threads that give different hints get in each other's way less
     * @return {@code false} if this set is closed
     */
    boolean add(Schedulable member, int hint) {
        return shards[hint & mask].add(member);
    }

    /** Removes one; does nothing if it is not a member. */
    void remove(Schedulable member) {
        LiveShard shard = member.liveShard;
        if (shard != null && shard.remove(member)) {
            closedAndEmpty();
        }
    }

    /** How many members there were a moment ago. */
    long size() {
        long size = 0;
        for (LiveShard shard : shards) {
            size += shard.size();
        }
        return size;
    }

    /** Refuses members from now on, and gives those there are. They may end at any time. Called once. */
    List<Schedulable> close() {
        List<Schedulable> members = new ArrayList<>();
        for (LiveShard shard : shards) {
            if (shard.close(members)) {
                closedAndEmpty();
            }
        }
        return members;
    }

    private void closedAndEmpty() {
        if (open.decrementAndGet() == 0) {
            emptied.run();
        }
    }
}
