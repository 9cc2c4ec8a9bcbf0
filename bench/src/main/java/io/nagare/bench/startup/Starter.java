package io.nagare.bench.startup;

import io.nagare.bench.report.result.Peer;
import java.util.List;

/** A program of this package with what its library needs, as the jar of a user's program would have it. */
public enum Starter {
    NAGARE(
            Peer.NAGARE,
            NagareStart.class,
            List.of("io/nagare/", "org/reactivestreams/", "org/slf4j/", "META-INF/services/io.nagare.")),
    REACTOR_NETTY(
            Peer.REACTOR_NETTY,
            ReactorNettyStart.class,
            List.of("reactor/", "io/netty/", "org/reactivestreams/", "org/slf4j/")),
    VERTX("vertx", VertxStart.class, List.of("io/vertx/", "io/netty/", "META-INF/vertx/")),
    PLAIN("jdk-sockets", PlainStart.class, List.of());

    /** The benchmarks, and what the peers do not bring themselves. */
    private static final List<String> WITHOUT =
            List.of("io/nagare/bench/", "io/netty/channel/uring/", "io/netty/internal/tcnative/");

    private final String peer;
    private final Class<?> main;
    private final List<String> packages;

    Starter(String peer, Class<?> main, List<String> packages) {
        this.peer = peer;
        this.main = main;
        this.packages = packages;
    }

    /** The name of its column. */
    public String peer() {
        return peer;
    }

    String mainClass() {
        return main.getName();
    }

    /** Whether an entry of the jar of the benchmarks belongs to this program. */
    boolean has(String entry) {
        String name = entry.replaceFirst("^META-INF/versions/\\d+/", "");
        if (name.startsWith(main.getName().replace('.', '/'))) {
            return true;
        }
        return WITHOUT.stream().noneMatch(name::startsWith)
                && (packages.stream().anyMatch(name::startsWith) || isNeededBy(name));
    }

    private boolean isNeededBy(String name) {
        return switch (this) {
            case NAGARE -> name.startsWith("META-INF/services/org.slf4j.");
            case REACTOR_NETTY -> name.startsWith("META-INF/services/")
                    || name.startsWith("META-INF/native/libnetty_transport_native_epoll");
            case VERTX -> name.startsWith("META-INF/services/io.vertx.");
            case PLAIN -> false;
        };
    }
}
