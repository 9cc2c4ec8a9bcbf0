package io.nagare.net;

import io.nagare.driver.Deadline;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.net.transport.Transport;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one connection from time to time, and resets it when it exceeds one of its limits. So a limit costs a
 * message nothing. Runs on the strand of the connection's handler.
 */
final class LimitWatch extends Leaf {

    /** How often a connection is looked at within its shortest limit. */
    private static final int LOOKS = 4;

    private static final long SHORTEST_PERIOD_NANOS = 1_000_000;

    private final Transport transport;
    private final ConnectionLimits limits;
    private final Runnable exceeded;
    private final Deadline deadline;
    private final long periodNanos;
    private final long startedAt;

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

    private LimitWatch(
            Transport transport, ConnectionLimits limits, Duration shortest, Runnable exceeded, Strand strand) {
        super(strand);
        this.transport = transport;
        this.limits = limits;
        this.exceeded = exceeded;
        this.deadline = strand.driver().deadline(this);
        this.periodNanos = Math.max(SHORTEST_PERIOD_NANOS, shortest.toNanos() / LOOKS);
        this.startedAt = now();
        this.readAt = startedAt;
        this.writtenAt = startedAt;
        deadline.arm(startedAt + periodNanos);
    }

    /**
     * Begins to watch. Returns null if there are no limits.
     *
     * @param exceeded told when a limit is exceeded, before the connection is reset
     */
    static @Nullable LimitWatch start(
            Transport transport, ConnectionLimits limits, Runnable exceeded, Strand strand) {
        Duration shortest = shortest(limits);
        return shortest == null ? null : new LimitWatch(transport, limits, shortest, exceeded, strand);
    }

    private static @Nullable Duration shortest(ConnectionLimits limits) {
        Duration shortest = null;
        for (Duration limit : new Duration[] {
            limits.firstByte(), limits.readIdle(), limits.writeIdle(), limits.idle(), limits.slowPeer()
        }) {
            if (!limit.isZero() && (shortest == null || limit.compareTo(shortest) < 0)) {
                shortest = limit;
            }
        }
        return shortest;
    }

    /** The connection is not used any more. */
    void stop() {
        deadline.disarm();
    }

    @Override
    protected void run() {
        if (!deadline.reached() || transport.isClosed()) {
            return;
        }
        long now = now();
        lookAtTraffic(now);
        ConnectionLimitException violation = violation(now);
        if (violation == null) {
            deadline.arm(now + periodNanos);
        } else {
            exceeded.run();
            transport.resetAfter(violation);
        }
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
        boolean reads = transport.readerWaits();
        if (reads && read == 0 && written == 0 && isOver(limits.firstByte(), now - startedAt)) {
            return new ConnectionLimitException("firstByte", limits.firstByte(), "no byte has come");
        }
        if (reads && isOver(limits.readIdle(), now - readAt)) {
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
        if (limits.slowPeer().isZero()) {
            return null;
        }
        if (!transport.writerWaits()) {
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
