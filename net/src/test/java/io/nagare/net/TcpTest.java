package io.nagare.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.failure.BlockingCallException;
import io.nagare.failure.RuntimeClosedException;
import io.nagare.net.fixture.Descriptors;
import io.nagare.net.fixture.Recorder;
import io.nagare.net.fixture.TcpFixture;
import io.nagare.policy.Flatten;
import io.reactivex.rxjava3.core.Flowable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.reactivestreams.FlowAdapters;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class TcpTest extends TcpFixture {

    @Test
    void whatIsSentComesBackWholeAndTheEndWithIt() throws Exception {
        Listener listener = listen();
        echo(listener);
        for (int size : new int[] {0, 1, 63, 64, 4096, 65_535, 65_536, 65_537, 1 << 20}) {
            byte[] sent = random(size, size);
            try (Socket client = dial(listener)) {
                Thread writer = new Thread(() -> {
                    try {
                        client.getOutputStream().write(sent);
                        client.shutdownOutput();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                });
                writer.start();
                assertArrayEquals(sent, client.getInputStream().readAllBytes());
                writer.join();
            }
        }
        listener.close();
        assertTrue(unseen.isEmpty(), unseen.toString());
    }

    @Test
    void oneUnitOfDemandIsOneAccept() throws Exception {
        Listener listener = listen();
        Recorder<Connection> recorder = new Recorder<>();
        listener.accept().subscribe(recorder);
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            clients.add(dial(listener));
        }
        recorder.request(2);
        List<Connection> accepted = new ArrayList<>(List.of(recorder.next(), recorder.next()));
        assertEquals(0, recorder.waiting());
        recorder.request(3);
        for (int i = 0; i < 3; i++) {
            accepted.add(recorder.next());
        }
        listener.close();
        assertNull(recorder.end());
        for (Connection stream : accepted) {
            stream.close();
        }
        for (Socket client : clients) {
            client.close();
        }
    }

    /** Tokio's accept_many. */
    @Test
    void fiftySubscribersOfOneListenerAreAllServed() throws Exception {
        Listener listener = listen();
        List<Task<Connection>> waiting = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            waiting.add(nagare.spawn(listener.accept().next()));
        }
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            clients.add(dial(listener));
        }
        for (Task<Connection> task : waiting) {
            task.block(Duration.ofSeconds(20)).close();
        }
        for (Socket client : clients) {
            client.close();
        }
        listener.close();
    }

    @Test
    void aSubscriberThatCancelsLeavesItsTurnToTheNext() throws Exception {
        Listener listener = listen();
        Recorder<Connection> first = new Recorder<>();
        Recorder<Connection> second = new Recorder<>();
        listener.accept().subscribe(first);
        listener.accept().subscribe(second);
        first.request(1);
        second.request(1);
        first.cancel();
        try (Socket client = dial(listener)) {
            second.next().close();
        }
        assertEquals(0, first.waiting());
        listener.close();
    }

    @Test
    void halfCloseEndsOneDirectionAndLeavesTheOther() throws Exception {
        Listener listener = listen();
        try (Socket client = dial(listener)) {
            Connection peer = accept(listener);
            nagare.blockOn(peer.writeAndEnd(Many.just(Bytes.utf8("bye"))));
            assertEquals("bye", new String(client.getInputStream().readAllBytes()));
            assertFalse(peer.isClosed());
            client.getOutputStream().write("still here".getBytes());
            client.shutdownOutput();
            assertEquals(
                    "still here",
                    nagare.blockOn(peer.read().reduce(Bytes.empty(), Bytes::concat)).utf8());
            assertTrue(peer.isClosed());
        }
        listener.close();
    }

    @Test
    void sendLeavesOurDirectionOpenForMore() throws Exception {
        Listener listener = listen();
        try (Socket client = dial(listener)) {
            Connection peer = accept(listener);
            nagare.blockOn(peer.write(Many.just(Bytes.utf8("one "))));
            nagare.blockOn(peer.write(Many.just(Bytes.utf8("two "))));
            nagare.blockOn(peer.writeAndEnd(Many.just(Bytes.utf8("three"))));
            assertEquals("one two three", new String(client.getInputStream().readAllBytes()));
            BlockingCallException refused = assertThrows(
                    BlockingCallException.class, () -> nagare.blockOn(peer.write(Many.just(Bytes.utf8("four")))));
            assertTrue(refused.getCause().getMessage().contains("ended by an earlier write"));
            peer.close();
        }
        listener.close();
    }

    @Test
    void cancellingAReadLosesNothing() throws Exception {
        Listener listener = listen();
        try (Socket client = dial(listener)) {
            Connection peer = accept(listener);
            Recorder<Bytes> first = new Recorder<>();
            peer.read().subscribe(first);
            client.getOutputStream().write("abc".getBytes());
            first.request(1);
            assertEquals("abc", first.next().utf8());
            first.cancel();
            client.getOutputStream().write("def".getBytes());
            client.shutdownOutput();
            assertEquals(
                    "def",
                    nagare.blockOn(Many.interval(Duration.ofMillis(1))
                                    .concatMap(tick -> peer.read().reduce(Bytes.empty(), Bytes::concat)
                                            .onErrorResume(busy -> One.empty()))
                                    .next())
                            .utf8());
            peer.close();
        }
        listener.close();
    }

    @Test
    void aSecondReaderOrWriterIsRefusedAndTheFirstGoesOn() throws Exception {
        Listener listener = listen();
        try (Socket client = dial(listener)) {
            Connection peer = accept(listener);
            Recorder<Bytes> first = new Recorder<>();
            peer.read().subscribe(first);
            Recorder<Bytes> second = new Recorder<>();
            peer.read().subscribe(second);
            second.request(1);
            assertTrue(second.end().getMessage().contains("being read by another"), second.end().getMessage());
            first.request(1);
            client.getOutputStream().write(1);
            assertEquals(1, first.next().length());
            peer.close();
            assertInstanceOf(ConnectionFailedException.class, readOn(first));
        }
        listener.close();
    }

    private static Throwable readOn(Recorder<Bytes> recorder) throws InterruptedException {
        recorder.request(1);
        return recorder.end();
    }

    @Test
    void aPeerThatNeverReadsStopsUpstreamAndLaterResumesIt() throws Exception {
        Listener listener = nagare.blockOn(Tcp.listenUntilClosed(
                "127.0.0.1",
                0,
                ListenOptions.defaults().connection(ConnectionOptions.defaults().sendBuffer(4096))));
        try (Socket client = new Socket()) {
            client.setReceiveBufferSize(4096);
            client.connect(listener.localAddress());
            Connection peer = accept(listener);
            AtomicLong taken = new AtomicLong();
            byte[] piece = random(1000, 1);
            Task<Void> writing = nagare.spawn(peer.writeAndEnd(Many.range(0, 10_000)
                    .map(n -> Bytes.wrap(piece))
                    .doOnNext(bytes -> taken.addAndGet(bytes.length()))));
            long before = -1;
            while (taken.get() != before || before == 0) {
                before = taken.get();
                new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
            }
            assertTrue(before < 256 * 1024, "bytes taken though the peer does not read: " + before);
            assertFalse(writing.isDone());
            assertEquals(10_000_000, client.getInputStream().readAllBytes().length);
            writing.block(Duration.ofSeconds(20));
            peer.close();
        }
        listener.close();
    }

    /** Tokio's blocking_one_side_does_not_block_other, with a proxy of two lines of code. */
    @Test
    void aProxyWhoseOneSideIsBlockedGoesOnWithTheOther() throws Exception {
        Listener backend = listen();
        Listener front = listen();
        nagare.spawn(front.accept().spawnEach(10, peer -> Tcp.connect(
                        "127.0.0.1", backend.port())
                .flatMap(target -> One.allOf(target.writeAndEnd(peer.read()), peer.writeAndEnd(target.read())))));
        try (Socket client = dial(front)) {
            Connection target = accept(backend);
            // The backend does not read, so this direction fills up.
            client.setSoTimeout(20_000);
            Thread flood = new Thread(() -> {
                try {
                    OutputStream out = client.getOutputStream();
                    byte[] block = new byte[64 * 1024];
                    for (int i = 0; i < 1000; i++) {
                        out.write(block);
                    }
                } catch (IOException closed) {
                    // The test is over.
                }
            });
            flood.start();
            InputStream in = client.getInputStream();
            for (int i = 0; i < 100; i++) {
                nagare.blockOn(target.write(Many.just(Bytes.utf8("x"))), Duration.ofSeconds(20));
                assertEquals('x', in.read());
            }
            target.close();
            client.close();
            flood.join();
        }
        backend.close();
        front.close();
    }

    @Test
    void aResetAtAnyByteFailsTheConnectionAndNothingElse() throws Exception {
        Listener listener = listen();
        echo(listener);
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            Socket client = dial(listener);
            client.getOutputStream().write(random(random.nextInt(20_000), i));
            client.setSoLinger(true, 0);
            client.close();
        }
        try (Socket client = dial(listener)) {
            client.getOutputStream().write("alive".getBytes());
            client.shutdownOutput();
            assertEquals("alive", new String(client.getInputStream().readAllBytes()));
        }
        listener.close();
        while (nagare.metrics().liveTasks() > 0) {
            Thread.onSpinWait();
        }
        unseen.forEach(failure -> assertInstanceOf(ConnectionFailedException.class, failure));
    }

    @Test
    void connectionsThatComeAndGoLeaveNothingBehind() throws Exception {
        Listener listener = listen();
        echo(listener);
        for (int i = 0; i < 2000; i++) {
            try (Socket client = dial(listener)) {
                client.getOutputStream().write(i);
                assertEquals(i & 0xff, client.getInputStream().read());
            }
        }
        listener.close();
        Descriptors.assertBackTo(descriptors + 8);
    }

    @Test
    void cancellingAtEveryStageClosesWhatWasOpened() throws Exception {
        Listener listener = listen();
        int port = listener.port();
        List<Recorder<Connection>> connectors = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Recorder<Connection> connecting = new Recorder<>();
            connectors.add(connecting);
            Tcp.connect("127.0.0.1", port).subscribe(connecting);
            if (i % 2 == 0) {
                connecting.request(1);
            }
            connecting.cancel();

            Recorder<Listener> opening = new Recorder<>();
            Tcp.listen("127.0.0.1", 0).subscribe(opening);
            opening.cancel();

            Task<Connection> accepting = nagare.spawn(listener.accept().next());
            Connection client = nagare.blockOn(Tcp.connect("127.0.0.1", port), Duration.ofSeconds(10));
            Connection peer = accepting.block(Duration.ofSeconds(10));
            CountDownLatch begun = new CountDownLatch(1);
            Task<Void> writing =
                    nagare.spawn(client.writeAndEnd(Many.<Bytes>never().doOnRequest(n -> begun.countDown())));
            assertTrue(begun.await(10, TimeUnit.SECONDS));
            Recorder<Bytes> reading = new Recorder<>();
            peer.read().subscribe(reading);
            if (i % 3 == 0) {
                reading.request(1);
            }
            reading.cancel();
            writing.abort();
            nagare.blockOn(writing.onErrorResume(aborted -> One.empty()));
            assertTrue(client.isClosed());
            peer.close();
        }
        listener.close();
        while (nagare.metrics().liveTasks() > 0) {
            Thread.onSpinWait();
        }
        // An item may have been on its way when its subscriber cancelled. Then the subscriber owns it.
        connectors.forEach(connecting -> connecting.rest().forEach(Connection::close));
    }

    @Test
    void fiveThousandConnectionsAtOnceAreAllServed() throws Exception {
        Listener listener = listen();
        echo(listener);
        int port = listener.port();
        int connections = 5000;
        AtomicInteger answered = new AtomicInteger();
        CountDownLatch allConnected = new CountDownLatch(connections);
        One<Void> clients = Many.range(0, connections)
                .flatMap(
                        n -> Tcp.connect("127.0.0.1", port).flatMap(peer -> {
                            allConnected.countDown();
                            return peer.write(Many.just(Bytes.utf8("x")))
                                    .then(peer.read().next())
                                    .doOnNext(bytes -> answered.incrementAndGet())
                                    .then(One.fromCallable(() -> allConnected.await(0, TimeUnit.SECONDS)))
                                    .then(One.<Void>never())
                                    .takeUntil(Many.interval(Duration.ofMillis(50))
                                            .filter(tick -> answered.get() == connections))
                                    .doFinally(end -> peer.close());
                        }),
                        Flatten.concurrency(connections))
                .then();
        nagare.blockOn(clients, Duration.ofSeconds(50));
        assertEquals(connections, answered.get());
        listener.close();
    }

    @Test
    void closingTheRuntimeFailsWhatWaitsOnASocket() throws Exception {
        Listener listener = listen();
        Nagare other = multiThread().workers(1).onUnseenFailure((f, w) -> {}).start();
        Task<Connection> accepting = other.spawn(listener.accept().next());
        Task<Connection> connected = nagare.spawn(Tcp.connect("127.0.0.1", listener.port()));
        Connection peer = accepting.block(Duration.ofSeconds(10));
        Task<Bytes> reading = other.spawn(peer.read().next());
        Task<Connection> acceptingAgain = other.spawn(listener.accept().next());
        assertTrue(other.close(Duration.ofSeconds(10)));
        assertTrue(reading.isDone() && acceptingAgain.isDone());
        connected.block(Duration.ofSeconds(10)).close();
        peer.close();
        listener.close();
    }

    @Test
    void anotherAcceptStreamLearnsThatTheWatchingRuntimeWasClosed() throws Exception {
        Listener listener = listen();
        Nagare other = multiThread().workers(1).onUnseenFailure((f, w) -> {}).start();
        other.spawn(listener.accept().next());
        eventually("watching", () -> other.metrics().liveTasks() == 1);
        Task<Connection> waiting = nagare.spawn(listener.accept().next());
        assertTrue(other.close(Duration.ofSeconds(10)));
        RuntimeException failure =
                assertThrows(RuntimeException.class, () -> waiting.block(Duration.ofSeconds(10)));
        Throwable cause = failure instanceof BlockingCallException ? failure.getCause() : failure;
        assertInstanceOf(RuntimeClosedException.class, cause);
        assertEquals("accepting on " + listener + " is not possible: its runtime is closed", cause.getMessage());
        listener.close();
    }

    @Test
    void streamsAreUsableFromOtherLibraries() throws Exception {
        Listener listener = listen();
        try (Socket first = dial(listener);
                Socket second = dial(listener)) {
            Connection a = Flux.from(listener.accept()).blockFirst(Duration.ofSeconds(10));
            Connection b = Flowable.fromPublisher(listener.accept()).blockingFirst();
            for (Socket client : List.of(first, second)) {
                client.getOutputStream().write("one\ntwo\n".getBytes());
                client.shutdownOutput();
            }
            StepVerifier.create(Flux.from(a.read().lines()), 0)
                    .thenRequest(1)
                    .expectNext("one")
                    .thenRequest(5)
                    .expectNext("two")
                    .expectComplete()
                    .verify(Duration.ofSeconds(10));
            Flowable.fromPublisher(FlowAdapters.toPublisher(FlowAdapters.toFlowPublisher(b.read().lines())))
                    .test()
                    .awaitDone(10, TimeUnit.SECONDS)
                    .assertResult("one", "two");
            nagare.blockOn(a.writeAndEnd(Flux.just(Bytes.utf8("from "), Bytes.utf8("reactor"))));
            assertEquals("from reactor", new String(first.getInputStream().readAllBytes()));
            b.close();
        }
        listener.close();
    }

    @Test
    void badInputIsRefusedWithAClearError() throws Exception {
        assertThrows(IllegalArgumentException.class, () -> Tcp.listen("127.0.0.1", -1));
        IllegalArgumentException range =
                assertThrows(IllegalArgumentException.class, () -> Tcp.connect("127.0.0.1", 65_536));
        assertEquals("a port must be 0 to 65535, but was 65536", range.getMessage());
        assertThrows(NullPointerException.class, () -> Tcp.listen(null, 0));
        assertThrows(NullPointerException.class, () -> Tcp.connect("x", 1, null));
        assertThrows(IllegalArgumentException.class, () -> ListenOptions.defaults().backlog(0));
        assertThrows(IllegalArgumentException.class, () -> ConnectionOptions.defaults().sendBuffer(-1));
        assertThrows(IllegalArgumentException.class, () -> ConnectionOptions.defaults().connectTimeout(Duration.ZERO));

        Listener listener = listen();
        int port = listener.port();
        Throwable taken = failure(Tcp.listen("127.0.0.1", port));
        assertInstanceOf(ListenFailedException.class, taken);
        assertTrue(taken.getMessage().startsWith("listen on 127.0.0.1:" + port + " failed: "), taken.getMessage());
        listener.close();

        Throwable refused = failure(Tcp.connect("127.0.0.1", port));
        assertInstanceOf(ConnectFailedException.class, refused);
        assertTrue(refused.getMessage().contains("127.0.0.1:" + port), refused.getMessage());
        Throwable unknown = failure(Tcp.connect("no-such-host.invalid", 80));
        assertInstanceOf(UnknownHostException.class, unknown);
        assertTrue(unknown.getMessage().contains("no-such-host.invalid"), unknown.getMessage());

        Recorder<Connection> late = new Recorder<>();
        listener.accept().subscribe(late);
        assertNull(late.end());
    }

    @Test
    void aFailingPublisherResetsTheConnectionAndFailsTheWrite() throws Exception {
        Listener listener = listen();
        try (Socket client = dial(listener)) {
            Connection peer = accept(listener);
            IllegalStateException failure = new IllegalStateException("no more");
            Many<Bytes> bytes = Many.just(Bytes.utf8("some")).concatWith(Many.error(failure));
            assertThrows(IllegalStateException.class, () -> nagare.blockOn(peer.writeAndEnd(bytes)));
            assertTrue(peer.isClosed());
            assertThrows(IOException.class, () -> client.getInputStream().readAllBytes());
        }
        listener.close();
    }

    /** The system may choose the wanted port as the client's own port. It then connects the socket to itself. */
    @Test
    void aPortWithoutAListenerIsRefusedHoweverOftenItIsTried() throws Exception {
        int port;
        try (ServerSocket unused = new ServerSocket(0)) {
            port = unused.getLocalPort();
        }
        for (int i = 0; i < 3000; i++) {
            assertInstanceOf(ConnectFailedException.class, failure(Tcp.connect("127.0.0.1", port)));
        }
    }
}
