package io.nagare.net;

import io.nagare.One;
import io.nagare.net.socket.Addresses;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/** Looks up the addresses of hosts. May be used by any thread. */
@FunctionalInterface
public interface Resolver {

    /**
     * Emits all addresses of a host, at least one, in the order of preference. Fails with
     * {@link java.net.UnknownHostException} if there is none.
     *
     * @param host a name in ASCII, or an address as text
     */
    One<List<InetAddress>> resolve(String host);

    /**
     * The resolver of the system, with its {@code hosts} file and its order. Looks up on a thread that may block. If a
     * name is being looked up already on the same runtime, later calls share that answer. The JDK remembers answers for
     * 30 seconds, unless its property {@code networkaddress.cache.ttl} says otherwise.
     */
    static Resolver system() {
        return Addresses::lookUp;
    }

    /**
     * The same, but remembers answers. While a name is being looked up, further calls wait for that answer. Failures
     * are not remembered.
     *
     * @param validFor how long an answer is remembered, above 0
     * @param mostNames how many names are remembered at most; the name that was used least recently is forgotten; at
     *     least 1
     */
    default Resolver caching(Duration validFor, int mostNames) {
        return new CachingResolver(this, validFor, mostNames);
    }
}
