package io.nagare.engine.poll;

import org.jspecify.annotations.Nullable;

/**
 * Deadlines that have been reached, until their leaves are woken. First in, first out. The deadlines themselves are
 * linked, so adding one takes no memory. Only the holder of the driver's owner flag uses it.
 */
final class DueDeadlines {

    private @Nullable WheelDeadline first;
    private @Nullable WheelDeadline last;

    /** Adds a deadline, unless it is in the list already. */
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
