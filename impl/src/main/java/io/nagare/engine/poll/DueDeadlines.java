package io.nagare.engine.poll;

import org.jspecify.annotations.Nullable;

/**
 * Deadlines that have been reached and whose leaves are still to be woken, first in, first out. The list goes through
 * the deadlines themselves, so that to add one takes no memory. Belongs to the holder of the driver's owner flag.
 */
final class DueDeadlines {

    private @Nullable WheelDeadline first;
    private @Nullable WheelDeadline last;

    /** Does nothing for a deadline that is in here. */
    void add(WheelDeadline deadline) {
        if (deadline.isDue) {
            return;
        }
        deadline.isDue = true;
        WheelDeadline before = last;
        last = deadline;
        if (before == null) {
            first = deadline;
        } else {
            before.dueNext = deadline;
        }
    }

    @Nullable WheelDeadline take() {
        WheelDeadline deadline = first;
        if (deadline != null) {
            first = deadline.dueNext;
            if (first == null) {
                last = null;
            }
            deadline.dueNext = null;
            deadline.isDue = false;
        }
        return deadline;
    }
}
