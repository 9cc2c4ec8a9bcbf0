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

    /** How often a connection is looked at within a limit of idleness: nobody notes the time of a message. */
    private static final int LOOKS = 4;

    private static final long NEVER = Long.MAX_VALUE;

    private final Transport transport;
    private final ConnectionLimits limits;
    private final Runnable exceeded;
    private final Deadline deadline;
    private final long startedAt;

    /** How long after a look the next one follows, because of the limits of idleness. */
    private final long idlePeriod;

    /** When the next look is due. */
    private long armed = NEVER;

    private long read;
    private long readAt;
    private long written;
    private long writtenAt;

    /** Whether a write waits whose peer is being timed. */
    private boolean slow;

    /** Since when. */
    private long slowSince;

    /** How much had been written then. */
    private long slowFrom;

    private LimitWatch(Transport transport, ConnectionLimits limits, Runnable exceeded, Strand strand) {
        super(strand);
        this.transport = transport;
        this.limits = limits;
        this.exceeded = exceeded;
        this.deadline = strand.driver().deadline(this);
        this.startedAt = now();
        this.readAt = startedAt;
        this.writtenAt = startedAt;
        this.idlePeriod = idlePeriod(limits);
    }

    /**
     * Begins to watch. Returns null if there are no limits.
     *
     * @param exceeded told when a limit is exceeded, before the connection is reset
     */
    static @Nullable LimitWatch start(
            Transport transport, ConnectionLimits limits, Runnable exceeded, Strand strand) {
        if (limits.equals(ConnectionLimits.none())) {
            return null;
        }
        LimitWatch watch = new LimitWatch(transport, limits, exceeded, strand);
        transport.watch(watch);
        watch.look();
        return watch;
    }

    private static long idlePeriod(ConnectionLimits limits) {
        long shortest = NEVER;
        for (Duration limit : new Duration[] {limits.readIdle(), limits.writeIdle(), limits.idle()}) {
            if (!limit.isZero()) {
                shortest = Math.min(shortest, Math.max(1, limit.toNanos() / LOOKS));
            }
        }
        return shortest;
    }

    /** The connection is not used any more. */
    void stop() {
        transport.watch(null);
        deadline.disarm();
    }

    @Override
    protected void run() {
        look();
    }

    private void look() {
        if (transport.isClosed()) {
            return;
        }
        long now = now();
        lookAtTraffic(now);
        ConnectionLimitException violation = violation(now);
        if (violation != null) {
            exceeded.run();
            transport.resetAfter(violation);
            return;
        }
        arm(nextLook(now));
    }

    private void arm(long next) {
        if (next == armed && !deadline.reached()) {
            return;
        }
        armed = next;
        if (next == NEVER) {
            deadline.disarm();
        } else {
            deadline.arm(next);
        }
    }

    /** When a limit may be over. */
    private long nextLook(long now) {
        long next = idlePeriod == NEVER ? NEVER : now + idlePeriod;
        if (waitsForFirstByte()) {
            next = Math.min(next, startedAt + limits.firstByte().toNanos());
        }
        if (slow) {
            next = Math.min(next, slowSince + limits.slowPeer().toNanos());
        }
        return next;
    }

    private boolean waitsForFirstByte() {
        return !limits.firstByte().isZero() && read == 0 && written == 0 && transport.readerWaits();
    }

    private void lookAtTraffic(long now) {
        if (transport.bytesRead() != read) {
            read = transport.bytesRead();
            readAt = now;
        }
        if (transport.bytesWritten() != written) {
            written = transport.bytesWritten();
            writtenAt = now;
        }
    }

    private @Nullable ConnectionLimitException violation(long now) {
        if (waitsForFirstByte() && isOver(limits.firstByte(), now - startedAt)) {
            return new ConnectionLimitException("firstByte", limits.firstByte(), "no byte has come");
        }
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
        return slowPeer(now);
    }

    private @Nullable ConnectionLimitException slowPeer(long now) {
        if (limits.slowPeer().isZero() || !transport.writerWaits()) {
            slow = false;
            return null;
        }
        if (slow && !isOver(limits.slowPeer(), now - slowSince)) {
            return null;
        }
        if (slow && written - slowFrom < limits.slowPeerBytes()) {
            return new ConnectionLimitException(
                    "slowPeer",
                    limits.slowPeer(),
                    "the peer has received " + (written - slowFrom) + " bytes of at least " + limits.slowPeerBytes());
        }
        slow = true;
        slowSince = now;
        slowFrom = written;
        return null;
    }

    private static boolean isOver(Duration limit, long nanos) {
        return !limit.isZero() && nanos >= limit.toNanos();
    }

    private long now() {
        return strand().driver().time().nanoTime();
    }
}
