package io.nagare.nats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.nats.failure.RequestFailedException;
import io.nagare.value.ValueCodec;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What becomes of a request that its receiver cannot answer. */
@ResourceLock("the shared server")
class NatsBadRequestTest {

    /** Longer than the test may take. */
    private static final Duration DEADLINE = Duration.ofSeconds(50);

    @RegisterExtension
    static final SharedServer SERVER = new SharedServer();

    private static NatsRequests<String, String> prices(NatsChannels nats) {
        return nats.requests("prices", ValueCodec.text(), ValueCodec.text());
    }

    private static String priceOf(String article) {
        return switch (article) {
            case "bad" -> throw new IllegalStateException("there is none");
            case "big" -> "x".repeat(2 << 20);
            default -> article + "!";
        };
    }

    private static void assertFails(String why, CompletableFuture<String> asked) {
        ExecutionException failure = assertThrows(ExecutionException.class, () -> asked.get(20, TimeUnit.SECONDS));
        RequestFailedException failed = assertInstanceOf(RequestFailedException.class, failure.getCause());
        assertTrue(failed.why().contains(why), failed.why());
    }

    @Test
    void aReceiverSurvivesBadRequests() throws Exception {
        NatsRequests<String, String> prices = prices(SERVER.nats());
        prices.receiver().subscribe(request -> request.answerWith(NatsBadRequestTest::priceOf), closed -> {});
        NatsRequests<String, String> there = prices(SERVER.nats());
        for (int i = 0; i < 20; i++) {
            assertFails("the receiver has failed", there.ask("bad", DEADLINE).toFuture());
            assertFails("2097152 bytes", there.ask("big", DEADLINE).toFuture());
            assertEquals("tea!", there.ask("tea", DEADLINE).toFuture().get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void anAnswerThatCannotBeSentFailsTheAskerAtOnce() throws Exception {
        NatsRequests<String, String> prices = prices(SERVER.nats());
        CompletableFuture<Void> end = prices.receiver()
                .doOnNext(request -> request.answer(priceOf(request.value())))
                .then()
                .toFuture();
        assertFails("2097152 bytes", prices.ask("big", DEADLINE).toFuture());
        assertThrows(ExecutionException.class, () -> end.get(20, TimeUnit.SECONDS));
    }
}
