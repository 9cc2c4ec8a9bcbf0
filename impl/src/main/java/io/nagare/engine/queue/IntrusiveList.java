package io.nagare.engine.queue;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A doubly linked list through its members, in the order in which they came. Appending takes no memory, and removing a
 * member takes constant time, wherever it stands. The subclass decides what guards the list and its members' links; all
 * methods but {@link #seemsEmpty} must be called under that guard.
 *
 * <p>Always holds: a member is in one list at most, and a member that has left its list is linked to no other.
 *
 * @param <M> the members
 */
public abstract class IntrusiveList<M extends IntrusiveList.Member> {

    private static final VarHandle FIRST = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "first", VarHandle.class, IntrusiveList.class, Member.class);

    /** The links of an object that may be in a list. */
    public abstract static class Member {

        private @Nullable Member previous;
        private @Nullable Member next;
        private boolean listed;

        /** Makes a member of no list. */
        protected Member() {}
    }

    private @Nullable Member first;
    private @Nullable Member last;
    private int size;

    protected IntrusiveList() {}

    /** The number of members. */
    protected final int length() {
        return size;
    }

    /** Whether there seems to be no member. Called without the guard; the caller must order this read itself. */
    protected final boolean seemsEmpty() {
        // Opaque: the caller's fence orders it.
        return FIRST.getOpaque(this) == null;
    }

    /** Adds a member that is in no list. */
    protected final void append(M member) {
        Member before = last;
        Member links = member;
        links.previous = before;
        if (before == null) {
            setFirst(links);
        } else {
            before.next = links;
        }
        last = links;
        links.listed = true;
        size++;
    }

    /** Removes and returns the member that came first. Returns null if there is none. */
    @SuppressWarnings("unchecked") // only such members are appended
    protected final @Nullable M removeFirst() {
        Member member = first;
        if (member != null) {
            unlink(member);
        }
        return (M) member;
    }

    /** Removes a member of this list. Returns false if it has left already. */
    protected final boolean removeMember(M member) {
        Member links = member;
        if (!links.listed) {
            return false;
        }
        unlink(links);
        return true;
    }

    private void unlink(Member member) {
        Member before = member.previous;
        Member after = member.next;
        if (before == null) {
            setFirst(after);
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        member.previous = null;
        member.next = null;
        member.listed = false;
        size--;
    }

    private void setFirst(@Nullable Member member) {
        // Opaque: the guard orders the writers, and `seemsEmpty` reads without it.
        FIRST.setOpaque(this, member);
    }
}
