package io.nagare.net;

import io.nagare.driver.Deadline;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.net.transport.Transport;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Resets one connection when it exceeds one of its limits. It looks at the connection when a limit may be over, so a
 * limit costs a message nothing. A connection that cannot exceed a limit now has no timer. Runs on the strand of the
 * connection's handler.
 */
final class LimitWatch extends Leaf {

    /** How often a connection is looked at within a limit: nobody notes the time of a message. */
    private static final int LOOKS = 4;

    private static final long NEVER = Long.MAX_VALUE;

    private final Transport transport;
    private final ConnectionLimits limits;

    /** Counts the connections that have exceeded a limit. Null if nobody does. */
    private final @Nullable OpenConnections counting;

    private final long startedAt;

    /** When the next look is due. */
    private long armed = NEVER;

    /** Made when it is first needed, and given up when it is not armed: many connections are idle for long. */
    private @Nullable Deadline deadline;

    /** Null if there are no limits of idleness. */
    private final @Nullable Idleness idleness;

    /** A write that waits. Null if none does. */
    private @Nullable SlowWrite slow;

    private LimitWatch(
            Transport transport, ConnectionLimits limits, @Nullable OpenConnections counting, Strand strand) {
        super(strand);
        this.transport = transport;
        this.limits = limits;
        this.counting = counting;
        this.startedAt = now();
        long period = idlePeriod(limits);
        this.idleness = period == NEVER ? null : new Idleness(startedAt, period);
    }

    /**
     * Begins to watch. Returns null if there are no limits.
     *
     * @param counting told when a limit is exceeded; null to tell nobody
     */
    static @Nullable LimitWatch start(
            Transport transport, ConnectionLimits limits, @Nullable OpenConnections counting, Strand strand) {
        if (isWithout(limits)) {
            return null;
        }
        LimitWatch watch = new LimitWatch(transport, limits, counting, strand);
        transport.watch(watch);
        watch.run();
        return watch;
    }

    /** Whether there is no limit. A record's own {@code equals} is made at its first call, which delays a start. */
    private static boolean isWithout(ConnectionLimits limits) {
        return limits.firstByte().isZero()
                && limits.readIdle().isZero()
                && limits.writeIdle().isZero()
                && limits.idle().isZero()
                && limits.slowPeer().isZero();
    }

    private static long idlePeriod(ConnectionLimits limits) {
        long shortest = NEVER;
        for (Duration limit : new Duration[] {limits.readIdle(), limits.writeIdle(), limits.idle()}) {
            if (!limit.isZero()) {
                shortest = Math.min(shortest, period(limit));
            }
        }
        return shortest;
    }

    /** How long after a look the next one follows. */
    private static long period(Duration limit) {
        return Math.max(1, limit.toNanos() / LOOKS);
    }

    /** The connection is not used any more. */
    void stop() {
        transport.watch(null);
        arm(NEVER);
    }

    @Override
    protected void run() {
        if (transport.isClosed()) {
            return;
        }
        long now = now();
        ConnectionLimitException violation = violation(now);
        if (violation == null) {
            if (now >= armed) {
                // What the peer has taken meanwhile shows at the next look.
                transport.retryWriting();
            }
            arm(nextLook(now));
            return;
        }
        if (counting != null) {
            counting.exceeded();
        }
        transport.resetAfter(violation);
    }

    private void arm(long next) {
        Deadline timer = deadline;
        if (next == NEVER) {
            if (timer != null) {
                timer.disarm();
                deadline = null;
            }
        } else if (timer == null || next != armed || timer.reached()) {
            if (timer == null) {
                timer = strand().driver().deadline(this);
                deadline = timer;
            }
            timer.arm(next);
        }
        armed = next;
    }

    /** When a limit may be over. */
    private long nextLook(long now) {
        long next = idleness == null ? NEVER : now + idleness.period;
        if (waitsForFirstByte()) {
            next = Math.min(next, startedAt + limits.firstByte().toNanos());
        }
        if (slow != null) {
            long period = period(limits.slowPeer());
            next = Math.min(next, Math.min(now + period, slow.since + limits.slowPeer().toNanos() + period));
        }
        return next;
    }

    private boolean waitsForFirstByte() {
        return !limits.firstByte().isZero()
                && transport.bytesRead() == 0
                && transport.bytesWritten() == 0
                && transport.readerWaits();
    }

    private @Nullable ConnectionLimitException violation(long now) {
        if (waitsForFirstByte() && isOver(limits.firstByte(), now - startedAt)) {
            return new ConnectionLimitException("firstByte", limits.firstByte(), "no byte has come");
        }
        ConnectionLimitException idle = idleness == null ? null : idleness.violation(now);
        return idle == null ? slowPeer(now) : idle;
    }

    private @Nullable ConnectionLimitException slowPeer(long now) {
        if (limits.slowPeer().isZero() || !transport.writerWaits()) {
            slow = null;
            return null;
        }
        SlowWrite waiting = slow;
        if (waiting != null && now - waiting.since < limits.slowPeer().toNanos() + period(limits.slowPeer())) {
            return null;
        }
        long written = transport.bytesWritten();
        if (waiting != null && written - waiting.from < limits.slowPeerBytes()) {
            return new ConnectionLimitException(
                    "slowPeer",
                    limits.slowPeer(),
                    "the peer has received " + (written - waiting.from) + " bytes of at least "
                            + limits.slowPeerBytes());
        }
        slow = new SlowWrite(now, written);
        return null;
    }

    /**
     * Since when the peer of a write is timed, and how much had been written then. The time is a look longer than the
     * limit, so that the bytes count that the peer has taken within it.
     */
    private record SlowWrite(long since, long from) {}

    /** When bytes were last seen in each direction. */
    private final class Idleness {

        /** How long after a look the next one follows. */
        private final long period;

        private long read;
        private long readAt;
        private long written;
        private long writtenAt;

        Idleness(long now, long period) {
            this.period = period;
            this.readAt = now;
            this.writtenAt = now;
        }

        @Nullable ConnectionLimitException violation(long now) {
            look(now);
            if (transport.readerWaits() && isOver(limits.readIdle(), now - readAt)) {
                return new ConnectionLimitException(
                        "readIdle", limits.readIdle(), "nothing has come behind " + read + " bytes");
            }
            if (isOver(limits.writeIdle(), now - writtenAt)) {
                return new ConnectionLimitException(
                        "writeIdle", limits.writeIdle(), "nothing was written behind " + written + " bytes");
            }
            if (isOver(limits.idle(), Math.min(now - readAt, now - writtenAt))) {
                return new ConnectionLimitException("idle", limits.idle(), "nothing has passed in either direction");
            }
            return null;
        }

        private void look(long now) {
            if (transport.bytesRead() != read) {
                read = transport.bytesRead();
                readAt = now;
            }
            if (transport.bytesWritten() != written) {
                written = transport.bytesWritten();
                writtenAt = now;
            }
        }
    }

    private static boolean isOver(Duration limit, long nanos) {
        return !limit.isZero() && nanos >= limit.toNanos();
    }

    private long now() {
        return strand().driver().time().nanoTime();
    }
}
