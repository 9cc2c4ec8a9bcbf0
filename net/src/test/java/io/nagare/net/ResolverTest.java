package io.nagare.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.net.fixture.TcpFixture;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ResolverTest extends TcpFixture {

    private final AtomicInteger lookups = new AtomicInteger();

    private One<List<InetAddress>> loopback(String host) {
        return One.fromCallable(() -> {
            lookups.incrementAndGet();
            return List.of(InetAddress.getLoopbackAddress());
        });
    }

    private static ConnectionOptions with(Resolver resolver) {
        return ConnectionOptions.defaults().connecting(ConnectOptions.defaults().resolver(resolver));
    }

    @Test
    void aResolverOfTheUsersFindsTheHost() {
        Listener listener = listen();
        Connection connection =
                nagare.blockOn(Tcp.connect("no.such.host.test", listener.port(), with(this::loopback)), LIMIT);
        assertEquals(1, lookups.get());
        connection.reset();
        listener.close();
    }

    @Test
    void aResolverWithoutAnAddressIsToldApart() {
        Throwable failure = failure(Tcp.connect("nowhere.test", 1, with(host -> One.just(List.of()))));
        assertTrue(failure instanceof UnknownHostException, failure.toString());
        assertEquals("the resolver has no address for the host nowhere.test", failure.getMessage());
    }

    @Test
    void anAddressIsNotLookedUp() {
        Listener listener = listen();
        nagare.blockOn(Tcp.connect("127.0.0.1", listener.port(), with(this::loopback)), LIMIT)
                .reset();
        assertEquals(0, lookups.get());
        listener.close();
    }

    @Test
    void manyCallsShareOneLookupAndItsAnswer() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        Resolver caching = ((Resolver) host -> One.blocking(() -> {
                    lookups.incrementAndGet();
                    asked.countDown();
                    answered.await();
                    return List.of(InetAddress.getLoopbackAddress());
                }))
                .caching(Duration.ofMinutes(1), 10);
        List<Task<List<InetAddress>>> tasks = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            tasks.add(nagare.spawn(caching.resolve("host.test")));
        }
        asked.await();
        answered.countDown();
        for (Task<List<InetAddress>> task : tasks) {
            assertEquals(List.of(InetAddress.getLoopbackAddress()), task.block(LIMIT));
        }
        nagare.blockOn(caching.resolve("host.test"), LIMIT);
        assertEquals(1, lookups.get());
    }

    @Test
    void theCacheIsBounded() {
        Resolver caching = ((Resolver) this::loopback).caching(Duration.ofMinutes(1), 2);
        for (String host : List.of("a", "b", "a", "c", "a", "b")) {
            nagare.blockOn(caching.resolve(host), LIMIT);
        }
        // a, b and c, and b once more, which made room for c.
        assertEquals(4, lookups.get());
    }

    @Test
    void aFailureIsNotRemembered() {
        Resolver failsOnce = host -> One.defer(() -> lookups.incrementAndGet() == 1
                ? One.error(new UnknownHostException(host))
                : One.just(List.of(InetAddress.getLoopbackAddress())));
        Resolver caching = failsOnce.caching(Duration.ofMinutes(1), 2);
        assertTrue(failure(caching.resolve("a")) instanceof UnknownHostException);
        assertEquals(1, nagare.blockOn(caching.resolve("a"), LIMIT).size());
    }

    @Test
    void malformedNamesAreRefusedAtTheCall() {
        for (String malformed : List.of(
                "a b", "http://a", "a/b", "a..b", ".a", "a\n", "x".repeat(64) + ".b", "a.".repeat(130), "user@host")) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> Tcp.connect(malformed, 1), malformed);
            assertTrue(refused.getMessage().contains("is malformed"), refused.getMessage());
            assertTrue(refused.getMessage().chars().noneMatch(Character::isISOControl), refused.getMessage());
        }
    }

    @Test
    void anInternationalNameIsEncoded() {
        List<String> asked = new ArrayList<>();
        Resolver noting = host -> {
            asked.add(host);
            return One.just(List.of());
        };
        failure(Tcp.connect("bücher.test", 1, with(noting)));
        assertEquals(List.of("xn--bcher-kva.test"), asked);
    }

    @Test
    void whateverAResolverDoesIsTold() {
        assertTrue(failure(Tcp.connect("a", 1, with(host -> One.empty()))) instanceof UnknownHostException);
        List<InetAddress> withNull = new ArrayList<>();
        withNull.add(null);
        for (Resolver wrong : List.<Resolver>of(host -> null, host -> One.just(withNull))) {
            NullPointerException told = assertThrows(
                    NullPointerException.class, () -> nagare.blockOn(Tcp.connect("a", 1, with(wrong)), LIMIT));
            assertTrue(told.getMessage().contains("the resolver"), told.getMessage());
        }
        Resolver throwing = host -> {
            throw new IllegalStateException("planned");
        };
        One<Connection> connecting = Tcp.connect("a", 1, with(throwing));
        assertThrows(IllegalStateException.class, () -> nagare.blockOn(connecting, LIMIT));
        ConnectionOptions impatient = with(host -> One.never()).connectTimeout(Duration.ofMillis(20));
        assertEquals(
                "connect to a failed: its addresses were not found within 20 ms",
                failure(Tcp.connect("a", 1, impatient)).getMessage());
    }

    @Test
    void anEmptyAnswerIsNotRemembered() {
        Resolver emptyOnce = host -> One.fromCallable(() -> lookups.incrementAndGet() == 1
                ? List.of()
                : List.of(InetAddress.getLoopbackAddress()));
        Resolver caching = emptyOnce.caching(Duration.ofMinutes(1), 2);
        assertEquals(List.of(), nagare.blockOn(caching.resolve("a"), LIMIT));
        assertEquals(1, nagare.blockOn(caching.resolve("a"), LIMIT).size());
    }

    @Test
    void aRuntimeThatClosesTakesNoLookupOfAnotherWithIt() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        Resolver slow = host -> One.defer(() -> {
            asked.countDown();
            return lookups.incrementAndGet() == 1
                    ? One.never()
                    : One.just(List.of(InetAddress.getLoopbackAddress()));
        });
        Resolver caching = slow.caching(Duration.ofMinutes(1), 2);
        Nagare closing = Nagare.multiThread().workers(1).start();
        closing.spawn(caching.resolve("a"));
        asked.await();
        Task<List<InetAddress>> waiting = nagare.spawn(caching.resolve("a"));
        assertTrue(closing.close(Duration.ofSeconds(10)));
        assertEquals(1, waiting.block(LIMIT).size());
    }
}
