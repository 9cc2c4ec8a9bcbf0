package io.nagare.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.Nagare;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** On which threads things happen, and what a runtime that closes leaves. */
class ThreadsTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

    @Test
    void aProgramsFunctionsRunOnItsRuntimeAlone() throws Exception {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        try (RawServer server = new RawServer(peer -> {
                    peer.body(3);
                    peer.write(OK);
                });
                Nagare nagare = Nagare.multiThread().workers(1).start();
                Http http = Http.client()) {
            Runnable note = () -> threads.add(Thread.currentThread().getName());
            Many<Bytes> body = Many.just(Bytes.utf8("a"), Bytes.utf8("b"), Bytes.utf8("c"))
                    .doOnNext(bytes -> note.run());
            nagare.spawn(http.request("POST", server.uri("/"))
                            .body(RequestBody.stream(body, 3))
                            .onUpload(progress -> note.run())
                            .send()
                            .doOnNext(response -> note.run())
                            .flatMapMany(response -> response.body(progress -> note.run()))
                            .doOnNext(bytes -> note.run())
                            .doFinally(end -> note.run())
                            .then())
                    .join();
            assertEquals(1, threads.size(), threads.toString());
            assertTrue(threads.iterator().next().startsWith("nagare"), threads.toString());
            assertTrue(!threads.iterator().next().startsWith("nagare-http"), threads.toString());
        }
    }

    /** Otherwise they would wait for work for ten seconds. */
    @Test
    void aClientThatIsClosedGivesItsThreadsBack() throws Exception {
        Set<Thread> others = Thread.getAllStackTraces().keySet();
        Set<Thread> own;
        try (RawServer server = RawServer.saying(OK);
                Http http = Http.client()) {
            Many.range(0, 20)
                    .flatMap(i -> http.get(server.uri("/")).flatMap(Response::text))
                    .then()
                    .block();
            own = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> !others.contains(thread) && isOfAClient(thread))
                    .collect(Collectors.toSet());
        }
        assertFalse(own.isEmpty());
        for (Thread thread : own) {
            thread.join(5_000);
            assertFalse(thread.isAlive(), thread.getName());
        }
    }

    /** The thread that watches the connections can be ended from JDK 21 on. */
    private static boolean isOfAClient(Thread thread) {
        return thread.getName().startsWith("nagare-http-")
                || (thread.getName().startsWith("HttpClient-") && Runtime.version().feature() >= 21);
    }

    @Test
    void aRuntimeThatClosesClosesItsConnections() throws Exception {
        AtomicReference<Throwable> unseen = new AtomicReference<>();
        try (RawServer server = new RawServer(peer -> {
                    if (!peer.path().equals("/head")) {
                        peer.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello");
                    }
                    peer.awaitEnd();
                });
                Http http = Http.client()) {
            Nagare nagare = Nagare.multiThread()
                    .workers(2)
                    .onUnseenFailure((failure, where) -> unseen.set(failure))
                    .start();
            CountDownLatch came = new CountDownLatch(2);
            nagare.spawn(http.get(server.uri("/head")));
            nagare.spawn(http.get(server.uri("/body"))
                    .flatMapMany(Response::body)
                    .doOnNext(bytes -> came.countDown()));
            // Its body has no subscriber. A timer of this runtime waits for one.
            nagare.spawn(http.get(server.uri("/unclaimed")).doOnNext(response -> came.countDown()));
            assertTrue(came.await(20, TimeUnit.SECONDS));
            server.awaitOpen(3);
            nagare.close(Duration.ofSeconds(5));
            server.awaitOpen(0);
            assertEquals(0, http.openExchanges());
            assertNull(unseen.get());
        }
    }

    @Test
    void aTimerThatIsNotNeededSaysNothing() throws Exception {
        AtomicReference<Throwable> unseen = new AtomicReference<>();
        try (RawServer server = RawServer.saying(OK);
                Nagare nagare = Nagare.multiThread()
                        .workers(1)
                        .onUnseenFailure((failure, where) -> unseen.set(failure))
                        .start();
                Http http = Http.client()) {
            Response response = nagare.blockOn(http.get(server.uri("/")));
            assertEquals("hello", nagare.blockOn(response.text()));
        }
        assertNull(unseen.get());
    }

    @Test
    void anyThreadMayCloseAResponseThatIsBeingRead() throws Exception {
        try (RawServer server = RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello");
                Http http = Http.client()) {
            Response response = http.get(server.uri("/")).block();
            var read = response.text().toFuture();
            response.close();
            assertThrows(
                    java.util.concurrent.ExecutionException.class, () -> read.get(20, TimeUnit.SECONDS));
            server.awaitOpen(0);
        }
    }
}
