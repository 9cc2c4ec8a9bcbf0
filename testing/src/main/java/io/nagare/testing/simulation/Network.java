package io.nagare.testing.simulation;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The network between the hosts of a {@link Simulation}. Connections over it behave as TCP's do: bytes arrive in order
 * and once, or the connection fails. A lost packet is sent again after 200 ms, then after twice as long, and so on. A
 * connection is given up when nothing is acknowledged for 924 seconds, and an attempt to connect after 127 seconds, as
 * on Linux.
 *
 * <p>Called on the thread that drives the simulation. Hosts are given by name.
 *
 * @since 0.1
 */
public final class Network {

    private static final Duration LEAST_LATENCY = Duration.ofNanos(200_000);
    private static final Duration MOST_LATENCY = Duration.ofMillis(2);
    private static final Duration LONGEST_LATENCY = Duration.ofDays(1);
    private static final Duration LEAST_LOCAL = Duration.ofNanos(10_000);
    private static final Duration MOST_LOCAL = Duration.ofNanos(50_000);

    /** An address of four numbers up to 255. */
    private static final Pattern NAME = Pattern.compile("[\\w-]{1,63}(\\.[\\w-]{1,63})*");
    private static final Pattern ADDRESS =
            Pattern.compile("(%1$s\\.){3}%1$s".formatted("(\\d{1,2}|1\\d\\d|2[0-4]\\d|25[0-5])"));

    /** Two hosts, in this order. */
    private record Way(Host from, Host to) {}

    private final Simulation simulation;
    private final Chance chance;
    private final Map<String, Host> hosts = new LinkedHashMap<>();
    private final Map<Way, Link> links = new LinkedHashMap<>();
    private final Map<String, @Nullable InetAddress> names = new LinkedHashMap<>();

    /** How often bytes that were not read outlive a reset. */
    private static final double KEPT = 0.5;

    /** How often a read or write takes less than it could. */
    private double pieces = 0.5;

    Network(Simulation simulation, Chance chance) {
        this.simulation = simulation;
        this.chance = chance;
    }

    /** Adds a host, if a program can connect to its name. */
    void add(Host host) {
        String name = host.name();
        if (!NAME.matcher(name).matches() || ADDRESS.matcher(name).matches() || name.equals("localhost")) {
            throw new IllegalArgumentException("a host cannot be called \"" + name + "\": it needs a name of letters,"
                    + " digits, '-', '_' and dots, which is no address and not \"localhost\"");
        }
        if (hosts.putIfAbsent(host.name(), host) != null) {
            throw new IllegalArgumentException("there is a host " + host.name() + " already; give each its own name");
        }
    }

    List<Host> hosts() {
        return List.copyOf(hosts.values());
    }

    Host host(String name) {
        Host found = hosts.get(requireNonNull(name, "name"));
        if (found == null) {
            throw new IllegalArgumentException("there is no host " + name + "; there are " + hosts.keySet());
        }
        return found;
    }

    // Faults

    /**
     * Sets how long packets are on their way between two hosts, in both directions. Without it they take 0.2 to 2 ms.
     *
     * @param most a day at most
     * @throws IllegalArgumentException if {@code least} is negative or above {@code most}, or {@code most} is too long
     */
    public Network latency(String one, String other, Duration least, Duration most) {
        if (most.compareTo(LONGEST_LATENCY) > 0) {
            throw new IllegalArgumentException("a latency must be at most a day, but was up to " + most);
        }
        if (least.isNegative() || least.compareTo(most) > 0) {
            throw new IllegalArgumentException("a latency must be from 0 or more to as much or more, but was from "
                    + least + " to " + most);
        }
        return both(one, other, "latency " + least + " to " + most, link -> link.latency(least, most));
    }

    /**
     * Bounds the bytes a second between two hosts, in each direction; 0 for no bound.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Network bandwidth(String one, String other, long bytesPerSecond) {
        if (bytesPerSecond < 0) {
            throw new IllegalArgumentException("a bandwidth must be at least 0, but was " + bytesPerSecond);
        }
        return both(one, other, "bandwidth " + bytesPerSecond, link -> link.bandwidth(bytesPerSecond));
    }

    /**
     * Loses packets between two hosts with a probability. What is lost is sent again later, so this is seen as delay.
     *
     * @throws IllegalArgumentException if the probability is not from 0 to 1
     */
    public Network loss(String one, String other, double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("a probability must be from 0 to 1, but was " + probability);
        }
        return both(one, other, "loss " + probability, link -> link.loss(probability));
    }

    /** Loses everything between two hosts, until {@link #repair}. Connections stay; they time out in the end. */
    public Network partition(String one, String other) {
        return both(one, other, "partition", link -> link.cut(true));
    }

    /** Loses everything on the way from one host to another, until {@link #repair}. */
    public Network partitionOneWay(String from, String to) {
        simulation.checkDriven("partitionOneWay");
        Link way = link(host(from), host(to));
        simulation.note(from, "partition towards " + to);
        way.cut(true);
        return this;
    }

    /** Ends a partition. What was lost is sent again when its time has come. */
    public Network repair(String one, String other) {
        return both(one, other, "repair", link -> link.cut(false));
    }

    /** Keeps everything between two hosts, until {@link #release}. */
    public Network hold(String one, String other) {
        return both(one, other, "hold", Link::hold);
    }

    /** Sends what {@link #hold} has kept. */
    public Network release(String one, String other) {
        return both(one, other, "release", Link::release);
    }

    /** Resets all connections between two hosts, as a device between them may. */
    public Network reset(String one, String other) {
        simulation.checkDriven("reset");
        Host first = host(one);
        Host second = host(other);
        simulation.note(one, "reset of the connections with " + other);
        List.copyOf(first.sockets()).stream()
                .filter(socket -> socket.joins(first, second))
                .forEach(SimulatedSocket::cutOff);
        return this;
    }

    /**
     * Resets a connection in the middle: of the bytes that arrive from now on, so many pass from one host to another.
     * The connection that carries the next byte is reset.
     *
     * @throws IllegalArgumentException if {@code bytes} is negative
     */
    public Network resetAfter(String from, String to, long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("a number of bytes must be at least 0, but was " + bytes);
        }
        simulation.checkDriven("resetAfter");
        Link way = link(host(from), host(to));
        simulation.note(from, "reset after " + bytes + " bytes to " + to);
        way.resetAfter(bytes);
        return this;
    }

    /**
     * Sets how often a read or a write takes only a part of what it could, from 0 to 1. Without it that is every second
     * time.
     *
     * @throws IllegalArgumentException if the probability is not from 0 to 1
     */
    public Network pieces(double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("a probability must be from 0 to 1, but was " + probability);
        }
        simulation.checkDriven("pieces");
        pieces = probability;
        return this;
    }

    /** Lets a name lead to another host than the one that is called so. */
    public Network resolves(String name, String host) {
        simulation.checkDriven("resolves");
        names.put(requireNonNull(name, "name"), host(host).address());
        return this;
    }

    /** Lets a name be unknown. */
    public Network unresolvable(String name) {
        simulation.checkDriven("unresolvable");
        names.put(requireNonNull(name, "name"), null);
        return this;
    }

    /** Delays packets by up to a time more than the test has said; zero for no more. */
    void moreLatency(String one, String other, Duration most) {
        both(one, other, "up to " + most + " more latency", link -> link.moreLatency(most));
    }

    /** Adds a partition to those that the test has made, in one direction. */
    void addPartition(String from, String to) {
        simulation.note(from, "partition towards " + to);
        link(host(from), host(to)).moreCuts(1);
    }

    /** Ends a partition that was added. */
    void endPartition(String from, String to) {
        simulation.note(from, "no partition towards " + to);
        link(host(from), host(to)).moreCuts(-1);
    }

    /** Loses packets beside those that the test has said; 0 for no more. */
    void moreLoss(String one, String other, double probability) {
        both(one, other, "more loss " + probability, link -> link.moreLoss(probability));
    }

    /**
     * Ends all partitions, sends all that is held, and ends what {@link Faults} do to the ways between hosts. Latency,
     * bandwidth and loss stay as the test has set them.
     */
    public void heal() {
        simulation.checkDriven("heal");
        links.values().forEach(link -> {
            link.cut(false);
            link.endMore();
            link.release();
        });
    }

    private Network both(String one, String other, String what, Consumer<Link> change) {
        simulation.checkDriven(what);
        Host first = host(one);
        Host second = host(other);
        simulation.note(one, what + " with " + other);
        change.accept(link(first, second));
        change.accept(link(second, first));
        return this;
    }

    // For sockets

    Link link(Host from, Host to) {
        Way way = new Way(from, to);
        Link known = links.get(way);
        if (known == null) {
            known = from == to
                    ? new Link(simulation.world(), chance.split(), from.name(), LEAST_LOCAL, MOST_LOCAL)
                    : new Link(simulation.world(), chance.split(), from + "-" + to, LEAST_LATENCY, MOST_LATENCY);
            links.put(way, known);
        }
        return known;
    }

    /** Whether no packet is under way. */
    boolean isQuiet() {
        return links.values().stream().allMatch(Link::isQuiet);
    }

    /** Faults that the test has given a probability, but that had no occasion. */
    Stream<String> withoutOccasion() {
        return links.values().stream()
                .filter(Link::losesInVain)
                .map(link -> "loss of packets on the way " + link + " (there were none)");
    }

    Link loopback(Host host) {
        return link(host, host);
    }

    /** Whether bytes that came before a reset can still be read: on Linux they can, on other systems they cannot. */
    boolean keepsUnread() {
        return chance.happens(KEPT);
    }

    /** How much of {@code most} bytes, at least 1, a read or a write takes. */
    int piece(int most) {
        return chance.happens(pieces) ? 1 + (int) chance.below(most) : most;
    }

    /** The host with an address, as another host sees it. */
    @Nullable Host hostAt(InetAddress address, Host from) {
        if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
            return from;
        }
        for (Host host : hosts.values()) {
            if (host.address().equals(address)) {
                return host;
            }
        }
        return null;
    }

    InetAddress[] resolve(String name) throws UnknownHostException {
        InetAddress said = names.get(name);
        if (said != null) {
            return new InetAddress[] {said};
        }
        Host host = names.containsKey(name) ? null : hosts.get(name);
        if (host != null) {
            return new InetAddress[] {host.address()};
        }
        if (name.isEmpty() || name.equals("localhost") && !names.containsKey(name)) {
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        }
        if (isLiteral(name)) {
            return InetAddress.getAllByName(name);
        }
        throw new UnknownHostException(name + ": there is no such host in the simulation");
    }

    /** Whether a name is an address, so that looking it up asks nobody. A wrong address would be asked for. */
    private static boolean isLiteral(String name) {
        return name.indexOf(':') >= 0 || ADDRESS.matcher(name).matches();
    }

    String describe(@Nullable SocketAddress any) {
        if (!(any instanceof InetSocketAddress address)) {
            return String.valueOf(any);
        }
        for (Host host : hosts.values()) {
            if (host.address().equals(address.getAddress())) {
                return host.name() + ":" + address.getPort();
            }
        }
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
