package io.nagare.engine.strand;

import io.nagare.driver.Driver;
import io.nagare.driver.Owned;
import io.nagare.driver.Strand;
import java.util.ArrayDeque;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an item that was taken from its source and then finds that its subscriber has gone: one that is a resource is closed, so
 * that a connection that was accepted for somebody who cancelled does not stay open. The one place that knows this rule.
 */
public final class Discard {

    private Discard() {}

    /** Closes an item that nobody will get, if it can be closed, or those that are in it. */
    public static void item(@Nullable Object item, Driver driver) {
        if (item instanceof Collection<?> items && isOfItems(items)) {
            items.forEach(element -> item(element, driver));
        } else if (item instanceof Owned owned) {
            ownerEnded(owned, false, driver);
        } else if (item instanceof AutoCloseable resource) {
            try {
                resource.close();
            } catch (Throwable failure) {
                driver.unseen(failure, "closing an item that nobody got");
            }
        }
    }

    /** Tells an item that the task it was given to has ended. */
    public static void ownerEnded(Owned item, boolean completed, Driver driver) {
        try {
            item.ownerEnded(completed);
        } catch (Throwable failure) {
            driver.unseen(failure, "telling " + item + " that its task has ended");
        }
    }

    /** Whether an item, such as a buffer's list, is nothing but the items in it. */
    static boolean isOfItems(@Nullable Object item) {
        return item instanceof Collection<?> && !(item instanceof AutoCloseable);
    }

    /** Gives up items that a stage has kept. */
    public static void each(Collection<?> held, Strand strand) {
        if (!held.isEmpty()) {
            held.forEach(strand::discard);
        }
    }

    /** Empties a queue of items that nobody will get. */
    public static void all(@Nullable ArrayDeque<?> queue, Strand strand) {
        if (queue != null) {
            for (Object item = queue.poll(); item != null; item = queue.poll()) {
                strand.discard(item);
            }
        }
    }
}
