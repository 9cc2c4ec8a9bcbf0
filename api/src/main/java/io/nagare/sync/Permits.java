package io.nagare.sync;

import io.nagare.Many;
import io.nagare.One;
import org.jspecify.annotations.Nullable;

/**
 * A semaphore: a number of permits that are acquired and released (Tokio's {@code Semaphore}).
 *
 * <p>It is strictly first come, first served. A subscriber at the head of the line that needs many permits holds up
 * later ones that need few. Released permits are put aside for the head of the line at once. So no subscriber overtakes
 * another, and none starves.
 *
 * <pre>{@code
 * Permits connections = Permits.of(10);
 * requests.flatMap(request -> connections.withPermit(client.send(request)));
 * }</pre>
 *
 * @since 0.1
 */
public interface Permits {

    /**
     * Makes a semaphore with {@code permits} permits, which is also its maximum.
     *
     * @param permits at least 1
     * @throws IllegalArgumentException if the number is less than 1
     */
    static Permits of(int permits) {
        if (permits < 1) {
            throw new IllegalArgumentException("a semaphore needs at least 1 permit, but was given " + permits);
        }
        return of(permits, permits);
    }

    /**
     * Makes a semaphore that begins with {@code initial} permits and can grow.
     *
     * @param initial 0 to {@code maximum}
     * @param maximum the largest number of permits, at least 1
     * @throws IllegalArgumentException if either is out of range
     */
    static Permits of(int initial, int maximum) {
        if (maximum < 1) {
            throw new IllegalArgumentException(
                    "a semaphore needs a maximum of at least 1 permit, but was given " + maximum);
        }
        if (initial < 0 || initial > maximum) {
            throw new IllegalArgumentException(
                    "a semaphore's initial permits must be 0 to " + maximum + ", its maximum, but were " + initial);
        }
        return SynchronizationEngines.engine().permits(initial, maximum);
    }

    /** As {@link #acquire(int)}, for one permit. */
    default One<Permit> acquire() {
        return acquire(1);
    }

    /**
     * Emits a permit for {@code count} when it is this subscriber's turn. The permit must be closed. Demand: enters the
     * line with the first request. Cancellation: the place in line is lost, and permits put aside for it go to the
     * next. A permit that comes too late is released. Errors: {@link PermitsClosedException}.
     *
     * @param count 1 to {@link #maximum()}
     * @throws IllegalArgumentException if {@code count} is out of range
     */
    One<Permit> acquire(int count);

    /** As {@link #tryAcquire(int)}, for one permit. */
    default @Nullable Permit tryAcquire() {
        return tryAcquire(1);
    }

    /**
     * Returns a permit for {@code count}, or null if they are not available, a subscriber waits, or this is closed.
     *
     * @param count 1 to {@link #maximum()}
     * @throws IllegalArgumentException if {@code count} is out of range
     */
    @Nullable Permit tryAcquire(int count);

    /**
     * Mirrors the stream with one permit held for each subscription. The permit is acquired before the stream is
     * subscribed. It is released before the end is passed on, or after a cancellation. A blocking call that has started
     * goes on after a cancellation, without the permit. Demand: passed on when there is a permit. Errors: the stream's
     * failure, or {@link PermitsClosedException}.
     */
    @SuppressWarnings("overloads") // nobody writes a stream as a lambda
    <T> One<T> withPermit(One<T> stream);

    /** As {@link #withPermit(One)}, for a stream of any number of items. */
    @SuppressWarnings("overloads") // as above
    <T> Many<T> withPermit(Many<T> stream);

    /**
     * Adds permits.
     *
     * @param count at least 1
     * @throws IllegalArgumentException if {@code count} is less than 1, or there would be more than {@link #maximum()}
     *     permits; nothing is added then
     */
    void add(int count);

    /** The number of permits that can be acquired now. */
    int available();

    /** The largest number of permits. */
    int maximum();

    /**
     * Closes the semaphore. Subscribers that wait, and later ones, fail with {@link PermitsClosedException}. Permits
     * that are held stay valid. Calling it again does nothing.
     */
    void close();

    /** Whether the semaphore is closed. */
    boolean isClosed();
}
