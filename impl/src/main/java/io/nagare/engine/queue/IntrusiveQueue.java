package io.nagare.engine.queue;

import org.jspecify.annotations.Nullable;

/** A queue of members, any of which may be removed. The owner's lock guards it. */
public final class IntrusiveQueue<M extends IntrusiveList.Member> extends IntrusiveList<M> {

    public int size() {
        return length();
    }

    /** Adds a member that is in no queue at the end. */
    public void add(M member) {
        append(member);
    }

    /** Removes and returns the member that came first. Returns null if there is none. */
    public @Nullable M poll() {
        return removeFirst();
    }

    /** Removes a member. Returns false if it is no longer in the queue. */
    public boolean remove(M member) {
        return removeMember(member);
    }
}
