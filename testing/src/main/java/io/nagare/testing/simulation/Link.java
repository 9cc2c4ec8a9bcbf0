package io.nagare.testing.simulation;

import io.nagare.engine.virtual.VirtualWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The way from one host to another. It delays packets, loses them, and holds them back. A lost packet is sent again
 * after a time that doubles, as TCP does, until its sender gives up. Used by the thread that steps.
 */
final class Link {

    private static final long FIRST_RETRY_NANOS = Duration.ofMillis(200).toNanos();
    private static final long LONGEST_RETRY_NANOS = Duration.ofMinutes(2).toNanos();
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final VirtualWorld world;
    private final Chance chance;
    private final String name;

    private Duration leastLatency;
    private Duration mostLatency;
    private double loss;

    /** What random faults add. */
    private Duration moreLatency = Duration.ZERO;

    private double moreLoss;
    private int moreCuts;

    /** Bytes a second; 0 for no bound. */
    private long bandwidth;

    /** When the last byte that was sent is on its way, if there is a bound on the bandwidth. */
    private long freeAt;

    /** How many bytes pass before the connection that carries them is reset; below 0 if none is. */
    private long bytesUntilReset = -1;

    /** How many packets arrive, or are sent again, at a time to come. */
    private int underWay;

    /** Whether the test has let packets be lost, and whether there were any. */
    private boolean mayLose;

    private boolean used;

    private boolean cut;
    private boolean holding;
    private final List<Runnable> held = new ArrayList<>();

    Link(VirtualWorld world, Chance chance, String name, Duration leastLatency, Duration mostLatency) {
        this.world = world;
        this.chance = chance;
        this.name = name;
        this.leastLatency = leastLatency;
        this.mostLatency = mostLatency;
    }

    void latency(Duration least, Duration most) {
        leastLatency = least;
        mostLatency = most;
    }

    void loss(double probability) {
        loss = probability;
        mayLose |= probability > 0;
    }

    /** Delays packets by up to a time more. */
    void moreLatency(Duration most) {
        moreLatency = most;
    }

    /** Loses packets with a probability beside the usual one. */
    void moreLoss(double probability) {
        moreLoss = probability;
    }

    /** Counts the partitions beside the test's own. While there is one, all packets are lost. */
    void moreCuts(int change) {
        moreCuts = Math.max(0, moreCuts + change);
    }

    /** Ends what random faults add. */
    void endMore() {
        moreLatency = Duration.ZERO;
        moreLoss = 0;
        moreCuts = 0;
    }

    private boolean loses() {
        used = true;
        return isCut() || loss > 0 && chance.happens(loss) || moreLoss > 0 && chance.happens(moreLoss);
    }

    /** Whether packets may be lost, but there were none. */
    boolean losesInVain() {
        return mayLose && !used;
    }

    void bandwidth(long bytesPerSecond) {
        bandwidth = bytesPerSecond;
    }

    /** Loses all packets from now on, or no longer. Those that are under way arrive. */
    void cut(boolean on) {
        cut = on;
    }

    /** Resets the connection that carries the next byte behind so many. */
    void resetAfter(long bytes) {
        bytesUntilReset = bytes;
    }

    /** How many of the bytes that have arrived pass. If fewer do, the connection is reset behind them. */
    int passing(int bytes) {
        if (bytesUntilReset < 0 || bytes == 0) {
            return bytes;
        }
        int passing = (int) Math.min(bytes, bytesUntilReset);
        bytesUntilReset = passing < bytes ? -1 : bytesUntilReset - passing;
        return passing;
    }

    boolean isCut() {
        return cut || moreCuts > 0;
    }

    /** Keeps all packets from now on, until {@link #release}. */
    void hold() {
        holding = true;
    }

    /** Sends what was kept. */
    void release() {
        holding = false;
        List<Runnable> kept = List.copyOf(held);
        held.clear();
        kept.forEach(Runnable::run);
    }

    /**
     * Sends a packet, again and again while it is lost, and while its sender has not lost power.
     *
     * @param sender the socket that sends it
     * @param bytes its length, for the bandwidth
     * @param patience how long after now the sender gives up, in nanoseconds
     * @param arrived called when the packet arrives; returns false if nobody took it, so that it counts as lost
     * @param givenUp called when the sender gives up
     */
    void send(SimulatedSocket sender, int bytes, long patience, Arrival arrived, Runnable givenUp) {
        attempt(new Packet(sender, bytes, world.nanoTime() + patience, arrived, givenUp), FIRST_RETRY_NANOS);
    }

    private record Packet(SimulatedSocket sender, int bytes, long end, Arrival arrived, Runnable givenUp) {}

    /** What happens at the other end. */
    @FunctionalInterface
    interface Arrival {
        boolean arrive();
    }

    private void attempt(Packet packet, long retry) {
        if (holding) {
            hold(packet, retry);
            return;
        }
        if (loses()) {
            again(packet, retry);
            return;
        }
        long arrival = arrivalTime(packet.bytes);
        if (arrival > packet.end) {
            at(packet.end, packet.givenUp);
        }
        at(arrival, () -> {
            if (!packet.arrived.arrive()) {
                again(packet, retry);
            }
        });
    }

    /** Keeps a packet. Its sender gives up as if it were lost. */
    private void hold(Packet packet, long retry) {
        Runnable attempt = () -> attempt(packet, retry);
        held.add(attempt);
        world.at(packet.end, () -> {
            if (held.remove(attempt)) {
                packet.givenUp.run();
            }
        });
    }

    private void again(Packet packet, long retry) {
        long now = world.nanoTime();
        if (now >= packet.end) {
            packet.givenUp.run();
            return;
        }
        long next = Math.min(2 * retry, LONGEST_RETRY_NANOS);
        at(Math.min(now + retry, packet.end), () -> {
            if (!packet.sender.isForgotten()) {
                attempt(packet, next);
            }
        });
    }

    /** Sends a packet that is not sent again if it is lost, such as a reset. */
    void sendOnce(Runnable arrived) {
        if (holding) {
            held.add(() -> sendOnce(arrived));
        } else if (!loses()) {
            at(arrivalTime(0), arrived);
        }
    }

    private void at(long nanoTime, Runnable action) {
        underWay++;
        world.at(nanoTime, () -> {
            underWay--;
            action.run();
        });
    }

    /** Whether no packet arrives or is sent again by itself. Those that are held do not count. */
    boolean isQuiet() {
        return underWay == 0;
    }

    private long arrivalTime(int bytes) {
        long now = world.nanoTime();
        long sent = now;
        if (bandwidth > 0) {
            freeAt = Math.max(freeAt, now) + bytes * NANOS_PER_SECOND / bandwidth;
            sent = freeAt;
        }
        long more = moreLatency.isZero() ? 0 : chance.between(Duration.ZERO, moreLatency);
        return sent + chance.between(leastLatency, mostLatency) + more;
    }

    @Override
    public String toString() {
        return name;
    }
}
