package io.nagare.nats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nagare.Many;
import io.nagare.engine.strand.Probe;
import io.nagare.nats.failure.NatsClosedException;
import io.nagare.value.ValueCodec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** When a handle counts a subscription, and when no more. It is the same for each kind of channel. */
@ResourceLock("the shared server")
class ReaderTest {

    @RegisterExtension
    static final SharedServer SERVER = new SharedServer();

    /** Cancels within its {@code onSubscribe}. */
    private static final class Hasty<T> implements Subscriber<T> {

        final CompletableFuture<Void> subscribed = new CompletableFuture<>();
        final CompletableFuture<Object> signal = new CompletableFuture<>();

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(1);
            subscription.cancel();
            subscribed.complete(null);
        }

        @Override
        public void onNext(T item) {
            signal.complete(item);
        }

        @Override
        public void onError(Throwable failure) {
            signal.complete(failure);
        }

        @Override
        public void onComplete() {
            signal.complete("complete");
        }
    }

    private static Map<StreamHandle, Many<?>> receivers(NatsChannels nats) {
        StreamQueue<String> queue = (StreamQueue<String>)
                nats.queue("jobs", ValueCodec.text(), QueueSettings.bounded(10)).block();
        StreamBroadcast<String> room = (StreamBroadcast<String>)
                nats.broadcast("room", ValueCodec.text(), 10).block();
        return Map.of(queue.handle(), queue.receiver(), room.handle(), room.receiver());
    }

    private static void awaitSubscribers(StreamHandle handle, int count) throws Exception {
        handle.subscribers().receiver().filter(now -> now == count).next().toFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void aSubscriptionThatIsCancelledWhileItBeginsIsNotCounted() throws Exception {
        for (Map.Entry<StreamHandle, Many<?>> each : receivers(SERVER.nats()).entrySet()) {
            Hasty<Object> hasty = new Hasty<>();
            each.getValue().subscribe(hasty);
            hasty.subscribed.get(20, TimeUnit.SECONDS);
            Probe<Object> staying = new Probe<>();
            each.getValue().subscribe(staying);
            awaitSubscribers(each.getKey(), 1);
            staying.cancel();
            awaitSubscribers(each.getKey(), 0);
            assertEquals(false, hasty.signal.isDone());
        }
    }

    /** The handle tells of the failure while the subscription enters. */
    @Test
    void aSubscriptionToAClosedConnectionFailsAndIsNotCounted() throws Exception {
        NatsChannels nats = SERVER.connect();
        Map<StreamHandle, Many<?>> receivers = receivers(nats);
        nats.close();
        for (Map.Entry<StreamHandle, Many<?>> each : receivers.entrySet()) {
            CompletableFuture<?> failed = each.getValue().then().toFuture();
            ExecutionException failure =
                    assertThrows(ExecutionException.class, () -> failed.get(20, TimeUnit.SECONDS));
            assertInstanceOf(NatsClosedException.class, failure.getCause());
            assertEquals(0, each.getKey().subscribers().value());
        }
    }

    /** A watch listens with one subscription, whatever its own subscribers do, until it is closed. */
    @Test
    void aWatchListensUntilItIsClosed() throws Exception {
        StreamWatch<String> watch = (StreamWatch<String>)
                SERVER.nats().watch("config", "level", ValueCodec.text(), "info").block();
        awaitSubscribers(watch.handle(), 1);
        assertEquals(List.of("info"), watch.receiver().take(1).collectList().block());
        watch.close();
        awaitSubscribers(watch.handle(), 0);
    }
}
