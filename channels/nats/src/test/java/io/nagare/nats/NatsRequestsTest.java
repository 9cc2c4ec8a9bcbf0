package io.nagare.nats;

import static io.nagare.channels.base.Waits.await;
import static io.nagare.channels.base.Waits.take;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.engine.strand.Probe;
import io.nagare.failure.TimedOutException;
import io.nagare.nats.failure.AnswerLostException;
import io.nagare.nats.failure.NatsClosedException;
import io.nagare.nats.failure.NoReceiverException;
import io.nagare.nats.failure.RequestFailedException;
import io.nagare.nats.failure.ValueTooLargeException;
import io.nagare.policy.Flatten;
import io.nagare.policy.Retry;
import io.nagare.value.Undecodable;
import io.nagare.value.UndecodableValueException;
import io.nagare.value.ValueCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Questions and answers on a real server. */
@ResourceLock("the shared server")
class NatsRequestsTest {

    private static final ValueCodec<Integer> NUMBERS = ValueCodec.text().map(Integer::valueOf, Object::toString);
    private static final Duration LONG = Duration.ofSeconds(20);

    @RegisterExtension
    static final SharedServer SERVER = new SharedServer();

    private static NatsRequests<Integer, Integer> squares(NatsChannels nats) {
        return nats.requests("squares", NUMBERS, NUMBERS);
    }

    private static <E extends Throwable> E failure(Class<E> type, CompletableFuture<?> future) {
        return assertInstanceOf(
                type, assertThrows(ExecutionException.class, () -> future.get(20, TimeUnit.SECONDS)).getCause());
    }

    /** Asks again while the server does not know the receiver yet. */
    private static <R> CompletableFuture<R> ask(One<R> asking) {
        return asking.retry(Retry.forever()
                        .backoff(Duration.ofMillis(1), Duration.ofMillis(5))
                        .when(failure -> failure instanceof NoReceiverException))
                .toFuture();
    }

    /** A request on its way to a receiver that goes is told of that. */
    private static void awaitNoReceiver(NatsRequests<Integer, Integer> squares) throws InterruptedException {
        await(() -> {
            Throwable failed = squares.ask(5, LONG).toFuture().handle((answer, failure) -> failure).join();
            boolean none = failed instanceof NoReceiverException;
            assertTrue(none || failed instanceof RequestFailedException, () -> "it has failed with " + failed);
            return none;
        });
    }

    @SuppressWarnings("unchecked")
    private static NatsRequest<Integer, Integer> request(Probe<NatsRequest<Integer, Integer>> probe, int index)
            throws InterruptedException {
        await(() -> probe.signals().size() > index);
        return (NatsRequest<Integer, Integer>) probe.signals().get(index);
    }

    @Test
    void manyAskersAndReceiversOnSeveralMachines() throws Exception {
        List<Integer> worked = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 2; i++) {
            int number = i;
            squares(SERVER.connect()).receiver().subscribe(request -> {
                worked.add(number);
                assertTrue(request.answer(request.value() * request.value()));
                assertFalse(request.answer(0));
                assertFalse(request.fail("again"));
            });
        }
        NatsRequests<Integer, Integer> asker = squares(SERVER.nats());
        assertEquals(9, ask(asker.ask(3, LONG)).get(20, TimeUnit.SECONDS));
        List<Integer> answers = Many.range(0, 1_000)
                .flatMap(i -> One.fromCompletionStage(() -> ask(asker.ask(i, LONG))), Flatten.concurrency(8).ordered())
                .collectList()
                .toFuture()
                .get(20, TimeUnit.SECONDS);
        assertEquals(Many.range(0, 1_000).map(i -> i * i).collectList().block(), answers);
        assertTrue(worked.contains(0) && worked.contains(1), "each has worked");
    }

    @Test
    void withoutAReceiverTheAskerLearnsItAtOnce() {
        long before = System.nanoTime();
        NoReceiverException failure = failure(
                NoReceiverException.class, squares(SERVER.nats()).ask(1, LONG).toFuture());
        assertTrue(failure.getMessage().contains("squares"), failure.getMessage());
        assertTrue(System.nanoTime() - before < TimeUnit.SECONDS.toNanos(10));
    }

    @Test
    void withoutAnAnswerTheDeadlinePasses() throws Exception {
        NatsRequests<Integer, Integer> squares = squares(SERVER.nats());
        Probe<NatsRequest<Integer, Integer>> silent = take(squares.receiver(), 1);
        CompletableFuture<Integer> asked = ask(squares.ask(1, Duration.ofMillis(200)));
        NatsRequest<Integer, Integer> request = request(silent, 0);
        assertEquals(1, request.value());
        assertEquals(Duration.ofMillis(200), failure(TimedOutException.class, asked).limit());
        assertTrue(request.answer(7), "nobody tells the receiver");
        // What waits for longer than its asker is left out.
        CompletableFuture<Integer> second = squares.ask(2, Duration.ofMillis(50)).toFuture();
        failure(TimedOutException.class, second);
        // The receiver measures by its own clock, and has begun later.
        Thread.sleep(100);
        CompletableFuture<Integer> third = squares.ask(3, LONG).toFuture();
        silent.request(1);
        NatsRequest<Integer, Integer> next = request(silent, 1);
        assertEquals(3, next.value());
        next.answer(9);
        assertEquals(9, third.get(20, TimeUnit.SECONDS));
    }

    @Test
    void aRequestFailsIfItsReceiverSaysSoOrDiscardsItOrGoes() throws Exception {
        NatsRequests<Integer, Integer> squares = squares(SERVER.nats());
        Probe<NatsRequest<Integer, Integer>> probe = take(squares.receiver(), 3);
        CompletableFuture<Integer> first = ask(squares.ask(1, LONG));
        request(probe, 0).fail("no\nsquares today");
        assertEquals("no squares today", failure(RequestFailedException.class, first).why());
        CompletableFuture<Integer> second = squares.ask(2, LONG).toFuture();
        request(probe, 1).close();
        assertTrue(failure(RequestFailedException.class, second).why().contains("discarded"));
        CompletableFuture<Integer> third = squares.ask(3, LONG).toFuture();
        NatsRequest<Integer, Integer> taken = request(probe, 2);
        CompletableFuture<Integer> waiting = squares.ask(4, LONG).toFuture();
        // The fourth is behind this on the same connection.
        NatsRequests<Integer, Integer> other = SERVER.nats().requests("other", NUMBERS, NUMBERS);
        failure(NoReceiverException.class, other.ask(1, LONG).toFuture());
        probe.cancel();
        assertTrue(failure(RequestFailedException.class, waiting).why().contains("gone"));
        assertTrue(taken.answer(9));
        assertEquals(9, third.get(20, TimeUnit.SECONDS));
        awaitNoReceiver(squares);
    }

    /** A receiver takes what was requested, and a few more; then it is as if it were not there. */
    @Test
    void demandBoundsWhatAReceiverTakes() throws Exception {
        NatsRequests<Integer, Integer> squares = squares(SERVER.nats());
        Probe<NatsRequest<Integer, Integer>> probe = take(squares.receiver(), 2);
        CompletableFuture<Integer> first = ask(squares.ask(0, LONG));
        request(probe, 0);
        List<CompletableFuture<Integer>> waiting = new ArrayList<>();
        for (int i = 1; i < 2 + NatsRequests.AHEAD; i++) {
            waiting.add(squares.ask(i, LONG).toFuture());
        }
        failure(NoReceiverException.class, squares.ask(100, LONG).toFuture());
        request(probe, 1);
        assertEquals(2, probe.signals().size());
        probe.request(100);
        for (int i = 0; i < 2 + NatsRequests.AHEAD; i++) {
            request(probe, i).answer(i);
        }
        assertEquals(0, first.get(20, TimeUnit.SECONDS));
        for (int i = 0; i < waiting.size(); i++) {
            assertEquals(i + 1, waiting.get(i).get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void bytesThatAreNoValue() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        NatsChannels nats = SERVER.nats();
        NatsRequests<String, String> texts = nats.requests("squares", ValueCodec.text(), ValueCodec.text());
        NatsRequests<Integer, Integer> skipping = nats.requests(
                "squares", NUMBERS, NUMBERS, Undecodable.skip((bytes, why) -> told.add(bytes.utf8())));
        Probe<NatsRequest<Integer, Integer>> probe = take(skipping.receiver(), 10);
        CompletableFuture<String> wrong = ask(texts.ask("two", LONG));
        assertTrue(failure(RequestFailedException.class, wrong).why().contains("decode"));
        assertEquals(List.of("two"), told);
        probe.cancel();
        awaitNoReceiver(squares(nats));
        Probe<NatsRequest<Integer, Integer>> strict = take(squares(nats).receiver(), 10);
        CompletableFuture<String> again = ask(texts.ask("two", LONG));
        failure(RequestFailedException.class, again);
        await(() -> !strict.signals().isEmpty());
        assertInstanceOf(UndecodableValueException.class, strict.signals().get(0));
        awaitNoReceiver(squares(nats));
        texts.receiver().subscribe(request -> request.answer("nine"));
        CompletableFuture<Integer> asked = ask(squares(nats).ask(3, LONG));
        assertTrue(failure(UndecodableValueException.class, asked).getMessage().contains("squares"));
        failure(ValueTooLargeException.class, texts.ask("x".repeat(1 << 20), LONG).toFuture());
    }

    @Test
    void closingEndsAskersAndReceivers() throws Exception {
        CompletableFuture<Integer> asked;
        CompletableFuture<?> receiving;
        try (Nagare runtime = Nagare.multiThread().workers(1).start()) {
            NatsChannels nats = runtime.blockOn(NatsChannels.connect(SERVER.options()));
            Probe<NatsRequest<Integer, Integer>> silent = take(squares(SERVER.nats()).receiver(), 1);
            asked = ask(squares(nats).ask(1, LONG));
            request(silent, 0);
            receiving = squares(nats).receiver().then().toFuture();
        }
        failure(NatsClosedException.class, asked);
        failure(NatsClosedException.class, receiving);
        NatsChannels draining = SERVER.connect();
        draining.drain(LONG).block();
        failure(NatsClosedException.class, squares(draining).ask(1, LONG).toFuture());
    }

    /** A request is sent once at most, so its asker learns that its answer is lost. Receivers go on. */
    @Test
    void aServerThatIsKilledAndRestarted() throws Exception {
        try (NatsServer server = NatsServer.start()) {
            NatsOptions options = server.options().pauses(Duration.ofMillis(5), Duration.ofMillis(50));
            NatsChannels nats = NatsChannels.connect(options).block();
            NatsRequests<Integer, Integer> squares = squares(nats);
            Probe<NatsRequest<Integer, Integer>> probe = take(squares.receiver(), 10);
            CompletableFuture<Integer> lost = ask(squares.ask(1, LONG));
            request(probe, 0);
            server.kill();
            failure(AnswerLostException.class, lost);
            CompletableFuture<Integer> waiting = ask(squares.ask(2, LONG));
            server.begin();
            request(probe, 1).answer(4);
            assertEquals(4, waiting.get(20, TimeUnit.SECONDS));
            nats.close();
        }
    }

    @Test
    void mistakesAreNamed() {
        NatsChannels nats = SERVER.nats();
        assertThrows(IllegalArgumentException.class, () -> nats.requests("a b", NUMBERS, NUMBERS));
        assertThrows(IllegalArgumentException.class, () -> nats.requests(">", NUMBERS, NUMBERS));
        assertThrows(IllegalArgumentException.class, () -> squares(nats).ask(1, Duration.ZERO));
        assertThrows(NullPointerException.class, () -> squares(nats).ask(null, LONG));
        assertThrows(NullPointerException.class, () -> squares(nats).ask(1, null));
    }
}
