package io.nagare.net;

import io.nagare.One;
import io.nagare.failure.RuntimeClosedException;
import io.nagare.policy.Memory;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Remembers what another resolver has answered. May be used by any thread.
 *
 * <p>A name has one {@code One}, which looks up once for all its subscribers and remembers the answer.
 */
final class CachingResolver implements Resolver {

    private final Resolver resolver;
    private final Memory<List<InetAddress>> memory;

    /** In the order of use. Guarded by its monitor. */
    private final Map<String, One<List<InetAddress>>> answers;

    CachingResolver(Resolver resolver, Duration validFor, int mostNames) {
        if (mostNames < 1) {
            throw new IllegalArgumentException("a cache needs room for at least 1 name, but was given " + mostNames);
        }
        Objects.requireNonNull(validFor, "validFor");
        this.resolver = resolver;
        this.memory = Memory.<List<InetAddress>>validFor(validFor).forgettingFailures().invalidIf(List::isEmpty);
        this.answers = new LinkedHashMap<>(16, 0.75f, true) {

            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, One<List<InetAddress>>> eldest) {
                return size() > mostNames;
            }
        };
    }

    @Override
    public One<List<InetAddress>> resolve(String host) {
        Objects.requireNonNull(host, "host");
        One<List<InetAddress>> answer = One.defer(() -> {
            synchronized (answers) {
                return answers.computeIfAbsent(
                        host, name -> resolver.resolve(name).map(List::copyOf).memoize(memory));
            }
        });
        // The runtime that asked first looks up for all. If it closes meanwhile, the others ask again.
        return answer.onErrorResume(failure -> failure instanceof RuntimeClosedException ? answer : One.error(failure));
    }
}
