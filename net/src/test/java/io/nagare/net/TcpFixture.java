package io.nagare.net;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.BlockingCallException;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.reactivex.rxjava3.core.Flowable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** A runtime for each test, which must leave no descriptor and no thread behind; and what tests of sockets have in common. */
abstract class TcpFixture {

    static final Duration LIMIT = Duration.ofSeconds(20);

    final ConcurrentLinkedQueue<Throwable> unseen = new ConcurrentLinkedQueue<>();
    Nagare nagare;
    int descriptors;
    private String name;

    @BeforeAll
    static void loadWhatOpensDescriptorsOnce() throws Exception {
        StepVerifier.create(Flux.just(1)).expectNext(1).verifyComplete();
        Flowable.just(1).test().assertResult(1);
        try (Nagare warm = Nagare.multiThread().workers(1).start()) {
            TcpListener listener = warm.blockOn(Tcp.listen("127.0.0.1", 0));
            Recorder<TcpStream> connecting = new Recorder<>();
            Tcp.connect("127.0.0.1", listener.localAddress().getPort()).subscribe(connecting);
            connecting.request(1);
            connecting.next().close();
            listener.close();
        }
        // The default runtime opens a selector for each worker, and keeps them. Its workers take turns in serving a
        // thread that is none of them.
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            Nagare.current().driver().register(channel).close();
        }
    }

    @BeforeEach
    void start() {
        descriptors = Descriptors.open();
        name = "test-" + System.identityHashCode(this);
        nagare = Nagare.multiThread()
                .workers(2)
                .name(name)
                .onUnseenFailure((failure, where) -> unseen.add(failure))
                .start();
    }

    @AfterEach
    void close() {
        assertTrue(nagare.close(Duration.ofSeconds(10)));
        Descriptors.assertBackTo(descriptors);
        eventually("the runtime's threads have gone", () -> threads() == 0);
    }

    /** Whether a thread is one of the runtime's workers. */
    final boolean isWorker(Thread thread) {
        return thread.getName().startsWith(name + "-worker-");
    }

    private long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(name) && thread.isAlive())
                .count();
    }

    final TcpListener listen() {
        return nagare.blockOn(Tcp.listenUntilClosed("127.0.0.1", 0));
    }

    /** A listener whose connections buffer little in the system. */
    final TcpListener listenWithSmallBuffers() {
        StreamOptions small = StreamOptions.defaults().sendBuffer(4096).receiveBuffer(4096);
        return nagare.blockOn(Tcp.listenUntilClosed("127.0.0.1", 0, ListenOptions.defaults().stream(small)));
    }

    static Socket dial(TcpListener listener) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.localAddress().getPort());
        socket.setSoTimeout((int) LIMIT.toMillis());
        return socket;
    }

    final Task<Void> echo(TcpListener listener) {
        return nagare.spawn(listener.accept().spawnEach(10_000, peer -> peer.writeAndEnd(peer.read())));
    }

    /** The next connection. */
    final TcpStream accept(TcpListener listener) {
        return nagare.blockOn(listener.accept().next(), LIMIT);
    }

    /** The failure that something ends with. */
    final Throwable failure(One<?> one) {
        Throwable failure = assertThrows(BlockingCallException.class, () -> nagare.blockOn(one, LIMIT));
        assertNotNull(failure.getCause());
        return failure.getCause();
    }

    static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Waits for something that nobody signals; fails if it does not come. */
    static void eventually(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "not within 20 s: " + what);
            LockSupport.parkNanos(200_000);
        }
    }
}
