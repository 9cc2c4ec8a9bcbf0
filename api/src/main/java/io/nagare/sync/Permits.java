package io.nagare.sync;

import io.nagare.Many;
import io.nagare.One;
import org.jspecify.annotations.Nullable;

/**
 * A semaphore: a number of permits, taken and given back (Tokio's {@code Semaphore}).
 *
 * <p>Strictly first come, first served: who asks for many and is first in line holds up those behind who ask for few,
 * and permits that are given back are put aside for the first at once, so nobody overtakes and nobody starves.
 *
 * <pre>{@code
 * Permits connections = Permits.of(10);
 * requests.flatMap(request -> connections.withPermit(client.send(request)));
 * }</pre>
 */
public interface Permits {

    /**
     * A semaphore with that many permits, which is also the most there can be.
     *
     * @param permits at least 1
     */
    static Permits of(int permits) {
        if (permits < 1) {
            throw new IllegalArgumentException("a semaphore needs at least 1 permit, but was given " + permits);
        }
        return of(permits, permits);
    }

    /**
     * A semaphore that begins with {@code initial} permits and can grow.
     *
     * @param initial 0 to {@code maximum}
     * @param maximum the most there can be, at least 1
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

    /** {@link #acquire(int)} of one. */
    default One<Permit> acquire() {
        return acquire(1);
    }

    /**
     * Emits a permit for {@code count}, which must be closed, when it is this subscriber's turn. Demand: asks with the
     * first. Cancellation: who waits loses the place, and what was put aside for it goes to the next; a permit that
     * comes too late goes back. Errors: {@link PermitsClosedException}.
     *
     * @param count 1 to {@link #maximum()}
     * @throws IllegalArgumentException if there can never be that many
     */
    One<Permit> acquire(int count);

    /** {@link #tryAcquire(int)} of one. */
    default @Nullable Permit tryAcquire() {
        return tryAcquire(1);
    }

    /**
     * A permit for {@code count}, or null if they are not there, somebody waits, or this is closed.
     *
     * @param count 1 to {@link #maximum()}
     * @throws IllegalArgumentException if there can never be that many
     */
    @Nullable Permit tryAcquire(int count);

    /**
     * The stream, for each subscription with one permit held: taken before it is subscribed, and given back before its
     * end is passed on, or after it has been cancelled. Demand: passed on when there is a permit. Errors: the stream's,
     * and {@link PermitsClosedException}.
     */
    <T> One<T> withPermit(One<T> stream);

    /** As {@link #withPermit(One)}. */
    <T> Many<T> withPermit(Many<T> stream);

    /**
     * Adds permits.
     *
     * @param count at least 1
     * @throws IllegalArgumentException if there would be more than {@link #maximum()}; nothing is added then
     */
    void add(int count);

    /** How many permits can be taken now. */
    int available();

    /** How many there can be at the most. */
    int maximum();

    /**
     * Ends the semaphore: who waits, and who asks from now on, fails with {@link PermitsClosedException}. Permits that
     * are held stay good. Calling it again does nothing.
     */
    void close();

    /** Whether it was closed. */
    boolean isClosed();
}
