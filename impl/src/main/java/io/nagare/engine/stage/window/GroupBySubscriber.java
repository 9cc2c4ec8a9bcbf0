package io.nagare.engine.stage.window;

import io.nagare.Grouped;
import io.nagare.driver.Deadline;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.strand.ActionLeaf;
import io.nagare.engine.time.Durations;
import io.nagare.failure.TooManyGroupsException;
import io.nagare.failure.UnclaimedException;
import io.nagare.policy.Grouping;
import io.nagare.stage.Stage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Divides a stream into a part for each key. Because the next item may belong to any group, items are requested for all
 * groups together.
 *
 * <p>Always holds: the items that wait in open groups and the requested items together are no more than the buffer.
 */
public final class GroupBySubscriber<K, T> extends DividingSubscriber<T, Grouped<K, T>> {

    private final Function<? super T, ? extends K> keys;
    private final Grouping grouping;

    /** The open groups. */
    private final Map<K, Part<T>> groups = new LinkedHashMap<>();

    /** The open groups without a waiting item, longest idle first. Empty unless groups may end for being idle. */
    private final Set<Part<T>> idleGroups = new LinkedHashSet<>(0);

    /** The open groups that had no subscriber at the last check, oldest first. */
    private final Set<Part<T>> unclaimed = new LinkedHashSet<>(0);

    private final @Nullable Deadline idle;
    private boolean idleArmed;

    /** How many items wait in open groups. */
    private int held;

    public GroupBySubscriber(
            Stage.GroupBy<K, T> stage, StrandSubscriber<? super Grouped<K, T>> downstream, Strand strand) {
        super(stage.grouping().patience(), downstream, strand);
        this.keys = stage.key();
        this.grouping = stage.grouping();
        this.idle =
                grouping.idle() == null ? null : strand.driver().deadline(new ActionLeaf(strand, this::closeIdle));
    }

    @Override
    void accept(T item) {
        Part<T> group;
        try {
            group = groupOf(notNull(keys.apply(item), "groupBy: the key function"));
        } catch (Throwable failure) {
            strand.discard(item);
            failAll(failure);
            return;
        }
        if (group == null) {
            strand.discard(item);
            return;
        }
        if (group.add(item)) {
            held++;
            idleGroups.remove(group);
        } else {
            becomeIdle(group);
        }
    }

    /** No item waits in the group from now on. */
    private void becomeIdle(Part<T> group) {
        if (group.isDone() || group.isClosed() || !(grouping.evicts() || idle != null)) {
            return;
        }
        idleGroups.remove(group);
        idleGroups.add(group);
        if (idle != null) {
            group.idleSince = strand.driver().time().nanoTime();
            armIdle(group.idleSince);
        }
    }

    /**
     * Returns the item's group, or null if there is none and downstream has cancelled. Throws if the methods of the
     * key, which are the user's, throw.
     */
    private @Nullable Part<T> groupOf(K key) {
        Part<T> group = groups.get(key);
        return group == null && !isDownstreamDone() ? begin(key) : group;
    }

    /** Begins a group. Returns null if downstream has cancelled because the end of another group made room. */
    private @Nullable Part<T> begin(K key) {
        if (groups.size() >= grouping.groups() && !(grouping.evicts() && evict())) {
            throw new TooManyGroupsException(key, grouping.groups());
        }
        if (isDownstreamDone()) {
            return null;
        }
        Part<T> group = new Part<>(key, this, strand);
        groups.put(key, group);
        offer(group, new Grouped<>(key, group.items()));
        if (!group.isClaimed() && !isDownstreamDone()) {
            unclaimed.add(group);
        }
        return group;
    }

    private boolean evict() {
        Iterator<Part<T>> longestIdle = idleGroups.iterator();
        if (!longestIdle.hasNext()) {
            return false;
        }
        end(longestIdle.next());
        return true;
    }

    /** Forgets a group, even if the methods of the key, which are the user's, throw now. */
    private void forget(Part<T> group) {
        unclaimed.remove(group);
        idleGroups.remove(group);
        try {
            groups.remove(group.key, group);
        } catch (Throwable failure) {
            groups.values().removeIf(other -> other == group);
        }
    }

    private void end(Part<T> group) {
        forget(group);
        group.close(null);
        stopIfNobodyIsLeft();
    }

    private void armIdle(long since) {
        Deadline deadline = idle;
        if (deadline != null && grouping.idle() != null && !idleArmed) {
            idleArmed = true;
            deadline.arm(since + Durations.saturatedNanos(grouping.idle()));
        }
    }

    private void closeIdle() {
        if (isEnded() || idle == null || grouping.idle() == null || !idle.reached()) {
            return;
        }
        idleArmed = false;
        long now = strand.driver().time().nanoTime();
        long limit = Durations.saturatedNanos(grouping.idle());
        List<Part<T>> over = new ArrayList<>();
        for (Part<T> group : idleGroups) {
            if (now - group.idleSince < limit) {
                armIdle(group.idleSince);
                break;
            }
            over.add(group);
        }
        over.forEach(this::end);
    }

    @Override
    long wanted() {
        return (long) grouping.buffer() - held;
    }

    @Override
    Collection<Part<T>> openParts() {
        return groups.values();
    }

    @Override
    @Nullable UnclaimedException standstill() {
        for (Iterator<Part<T>> oldest = unclaimed.iterator(); oldest.hasNext(); oldest.remove()) {
            Part<T> group = oldest.next();
            // An unclaimed group stops upstream, because its first item waits in it.
            if (!group.isClaimed() && !group.isClosed()) {
                return unclaimed(group);
            }
        }
        return null;
    }

    private UnclaimedException unclaimed(Part<T> group) {
        return UnclaimedException.full(
                "groupBy: " + group,
                grouping.buffer(),
                grouping.patience(),
                "all " + groups.size()
                        + " groups must be read at the same time: flatten with a concurrency of at least "
                        + grouping.groups() + ", or use mapPartitioned, which needs no groups");
    }

    @Override
    void ended() {
        groups.clear();
        unclaimed.clear();
        idleGroups.clear();
        if (idle != null) {
            idle.disarm();
        }
    }

    @Override
    void released(int count) {
        held -= count;
    }

    @Override
    public void taken(Part<T> part, int count) {
        if (part.waiting() == 0) {
            becomeIdle(part);
        }
        super.taken(part, count);
    }

    @Override
    public void left(Part<T> part, int count) {
        forget(part);
        super.left(part, count);
    }
}
