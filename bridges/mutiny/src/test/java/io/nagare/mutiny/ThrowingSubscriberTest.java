package io.nagare.mutiny;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a subscriber of Mutiny throws goes where Mutiny drops failures, of a Multi as of a Uni, errors too. */
class ThrowingSubscriberTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final IllegalStateException FAILED = new IllegalStateException("the stream failed");

    private final Queue<Throwable> unseen = new ConcurrentLinkedQueue<>();
    private Nagare nagare;
    private Dropped dropped;

    @BeforeEach
    void start() {
        nagare = Nagare.multiThread().workers(1).onUnseenFailure((failure, where) -> unseen.add(failure)).start();
        dropped = new Dropped();
    }

    /** The only worker has gone on. */
    @AfterEach
    void close() {
        dropped.close();
        assertEquals(1, nagare.blockOn(nagare.spawn(() -> 1), LIMIT));
        nagare.close();
        assertEquals(List.of(), List.copyOf(unseen));
    }

    @SuppressWarnings("unchecked") // lets an error pass where only unchecked exceptions are declared
    private static <X extends Throwable> void raise(Throwable failure) throws X {
        throw (X) failure;
    }

    /** Throws at one signal. */
    private record OfMulti(String signal, Throwable failure) implements MultiSubscriber<Integer> {

        private void hear(String heard) {
            if (heard.equals(signal)) {
                ThrowingSubscriberTest.<RuntimeException>raise(failure);
            }
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
            hear("subscription");
        }

        @Override
        public void onItem(Integer item) {
            hear("item");
        }

        @Override
        public void onFailure(Throwable failure) {
            hear("failure");
        }

        @Override
        public void onCompletion() {
            hear("completion");
        }
    }

    /** Throws at one signal. */
    private record OfUni(String signal, Throwable failure) implements UniSubscriber<Integer> {

        private void hear(String heard) {
            if (heard.equals(signal)) {
                ThrowingSubscriberTest.<RuntimeException>raise(failure);
            }
        }

        @Override
        public void onSubscribe(UniSubscription subscription) {
            hear("subscription");
        }

        @Override
        public void onItem(Integer item) {
            hear("item");
        }

        @Override
        public void onFailure(Throwable failure) {
            hear("failure");
        }
    }

    private void assertDropped(Throwable thrown, Runnable subscribe) throws InterruptedException {
        nagare.blockOn(nagare.spawn(One.fromRunnable(subscribe)), LIMIT);
        assertSame(thrown, dropped.next());
        assertEquals(List.of(), dropped.all());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eachSignal(boolean fatal) throws InterruptedException {
        Throwable thrown = fatal ? new StackOverflowError("planted") : new IllegalStateException("planted");
        Queue<String> cancelled = new ConcurrentLinkedQueue<>();
        Many<Integer> many = Many.range(1, 10).doOnCancel(() -> cancelled.add("many"));
        assertDropped(thrown, () -> MutinyNagare.multi(many).subscribe(new OfMulti("item", thrown)));
        assertEquals(List.of("many"), List.copyOf(cancelled));
        assertDropped(thrown, () -> MutinyNagare.multi(many).subscribe(new OfMulti("subscription", thrown)));
        assertDropped(thrown, () -> MutinyNagare.multi(many).subscribe(new OfMulti("completion", thrown)));
        Many<Integer> failing = Many.error(FAILED);
        assertDropped(thrown, () -> MutinyNagare.multi(failing).subscribe(new OfMulti("failure", thrown)));
        assertDropped(thrown, () -> subscribe(One.never(), new OfUni("subscription", thrown)));
        assertDropped(thrown, () -> subscribe(One.just(1), new OfUni("item", thrown)));
        assertDropped(thrown, () -> subscribe(One.empty(), new OfUni("item", thrown)));
        assertDropped(thrown, () -> subscribe(One.error(FAILED), new OfUni("failure", thrown)));
    }

    private static void subscribe(One<Integer> one, OfUni subscriber) {
        MutinyNagare.uni(one).subscribe().withSubscriber(subscriber);
    }
}
