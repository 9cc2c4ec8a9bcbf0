package io.nagare.engine.scheduler.base;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The live schedulables: those that were registered and have not ended. Closing finds them here. The set is sharded,
 * because many threads enter and remove members.
 *
 * <p>Any thread may call. Always holds: {@link #close} sees each member that was entered, or the entry was refused.
 */
public final class LiveSet {

    private final LiveShard[] shards;
    private final int mask;
    private final Runnable emptied;

    /**
     * The number of shards that are not both closed and empty. Each shard is counted down once, because a closed shard
     * takes no members.
     */
    private final AtomicInteger open;

    /**
     * Makes an empty set with four shards for each worker, rounded up to a power of two.
     *
     * @param emptied run once, when the set is closed and empty, by the thread that removes the last member or closes
     *     the set
     */
    public LiveSet(int workers, Runnable emptied) {
        this.emptied = emptied;
        shards = new LiveShard[Integer.highestOneBit(8 * workers - 1)];
        mask = shards.length - 1;
        open = new AtomicInteger(shards.length);
        for (int i = 0; i < shards.length; i++) {
            shards[i] = new LiveShard();
        }
    }

    /**
     * Enters a member.
     *
     * @param hint a number that should differ between threads, so that they use different shards
     * @return false if this set is closed
     */
    public boolean add(Schedulable member, int hint) {
        return shards[hint & mask].add(member);
    }

    /** Removes a member. Does nothing if it is not in the set. */
    public void remove(Schedulable member) {
        LiveShard shard = member.liveShard;
        if (shard != null && shard.remove(member)) {
            closedAndEmpty();
        }
    }

    /** The number of members. It may be out of date when this returns. */
    public long size() {
        long size = 0;
        for (LiveShard shard : shards) {
            size += shard.size();
        }
        return size;
    }

    /** Refuses new members from now on, and returns the present ones, which may end at any time. Called once. */
    public List<Schedulable> close() {
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
