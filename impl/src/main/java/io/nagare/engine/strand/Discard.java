package io.nagare.engine.strand;

import io.nagare.Grouped;
import io.nagare.Indexed;
import io.nagare.Owned;
import io.nagare.Signal;
import io.nagare.Timed;
import io.nagare.Unfolded;
import io.nagare.driver.Driver;
import io.nagare.driver.Strand;
import io.nagare.engine.scheduler.Schedulers;
import io.nagare.sync.AlreadyReleasedException;
import io.nagare.sync.Joined;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Disposes of an item that was taken from its source and has lost its subscriber. A resource is closed: a connection
 * that was accepted for a cancelled subscriber must not stay open. Only this class knows the rule. Called on any
 * thread.
 */
public final class Discard {

    /** A class in which an operator of ours wraps an item, and the function that takes the item out. */
    private record Wrapper(Class<?> type, Function<Object, @Nullable Object> content) {}

    private static final Wrapper[] WRAPPERS = {
        new Wrapper(Indexed.class, item -> ((Indexed<?>) item).item()),
        new Wrapper(Timed.class, item -> ((Timed<?>) item).item()),
        new Wrapper(Signal.Next.class, item -> ((Signal.Next<?>) item).item()),
        new Wrapper(Unfolded.class, item -> ((Unfolded<?, ?>) item).item()),
        new Wrapper(Joined.class, item -> ((Joined<?>) item).item()),
        new Wrapper(Grouped.class, item -> ((Grouped<?, ?>) item).items())
    };

    private Discard() {}

    /** Closes an item that nobody will get, or the resources in it. */
    public static void item(@Nullable Object item, Driver driver) {
        if (item == null || PlainItems.contains(item)) {
            return;
        }
        if (isResource(item)) {
            if (!Retained.contains(item)) {
                close(item, driver);
            }
        } else if (!content(item, inner -> item(inner, driver), driver) && item instanceof Publisher<?> publisher) {
            Branches.giveUp(publisher);
        }
    }

    /** Closes an item where there is no strand. Failures go to the runtime of the calling thread. */
    public static void item(Object item) {
        item(item, Schedulers.current());
    }

    private static void close(Object item, Driver driver) {
        if (item instanceof Owned owned) {
            ownerEnded(owned, false, driver);
            return;
        }
        try {
            ((AutoCloseable) item).close();
        } catch (AlreadyReleasedException released) {
            // The previous holder has already given it back.
        } catch (Throwable failure) {
            driver.unseen(failure, "closing an item that nobody got");
        }
    }

    /** Whether an item is a resource itself, which is closed without allocating. */
    public static boolean isResource(Object item) {
        return item instanceof Owned || item instanceof AutoCloseable;
    }

    /** Whether the items of a class are resources. */
    static boolean isResource(Class<?> type) {
        return Owned.class.isAssignableFrom(type) || AutoCloseable.class.isAssignableFrom(type);
    }

    /** Whether an operator of ours wraps other items in items of this class. */
    static boolean isWrapper(Class<?> type) {
        for (Wrapper wrapper : WRAPPERS) {
            if (wrapper.type().isAssignableFrom(type)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Passes on the content of an item that is only a container: a buffer's list, or a wrapper of an operator of ours.
     * Returns whether the item is one.
     */
    static boolean content(Object item, Consumer<@Nullable Object> discard, Driver driver) {
        if (item instanceof Collection<?> items) {
            each(items, discard, driver);
            return true;
        }
        for (Wrapper wrapper : WRAPPERS) {
            if (wrapper.type().isInstance(item)) {
                discard.accept(wrapper.content().apply(item));
                return true;
            }
        }
        return false;
    }

    /** Passes on each element. The collection may be a user's own, and its iterator may throw. */
    private static void each(Collection<?> items, Consumer<@Nullable Object> discard, Driver driver) {
        try {
            items.forEach(discard);
        } catch (Throwable failure) {
            driver.unseen(failure, "going through a collection that nobody got");
        }
    }

    /** Tells an item that the task that owned it has ended. */
    public static void ownerEnded(Owned item, boolean completed, Driver driver) {
        try {
            item.ownerEnded(completed);
        } catch (Throwable failure) {
            driver.unseen(failure, "telling an item that its task has ended");
        }
    }

    /**
     * Discards the items that a user's state says it holds. A null state has been given up before and holds nothing.
     */
    public static <A> void held(Function<? super A, ? extends Collection<?>> held, @Nullable A state, Strand strand) {
        try {
            if (state != null) {
                each(held.apply(state), strand);
            }
        } catch (Throwable failure) {
            strand.driver().unseen(failure, "asking a state for the items that it holds");
        }
    }

    /** Discards the items that a stage has kept. */
    public static void each(Collection<?> held, Strand strand) {
        if (!held.isEmpty()) {
            held.forEach(strand::discard);
        }
    }

    /** Discards all items of a queue, and empties it. */
    public static void all(@Nullable ArrayDeque<?> queue, Strand strand) {
        if (queue != null) {
            for (Object item = queue.poll(); item != null; item = queue.poll()) {
                strand.discard(item);
            }
        }
    }
}
