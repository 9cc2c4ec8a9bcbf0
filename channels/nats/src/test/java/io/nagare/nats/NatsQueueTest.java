package io.nagare.nats;

import static io.nagare.channels.base.Waits.await;
import static io.nagare.channels.base.Waits.take;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.channel.ChannelClosedException;
import io.nagare.channels.Delivery;
import io.nagare.engine.strand.Probe;
import io.nagare.nats.failure.StreamSettingsException;
import io.nagare.value.Undecodable;
import io.nagare.value.ValueCodec;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A queue on a real server. */
@ResourceLock("the shared server")
class NatsQueueTest {

    private static final ValueCodec<Integer> NUMBERS = ValueCodec.text().map(Integer::valueOf, Object::toString);

    @RegisterExtension
    static final SharedServer SERVER = new SharedServer();

    private NatsQueue<Integer> queue(QueueSettings settings) {
        return SERVER.nats().queue("jobs", NUMBERS, settings).block();
    }

    @SuppressWarnings("unchecked")
    private static Delivery<Integer> delivery(Probe<Delivery<Integer>> probe, int index) throws InterruptedException {
        await(() -> probe.signals().size() > index);
        return (Delivery<Integer>) probe.signals().get(index);
    }

    @Test
    void demandBoundsWhatReceiversHave() throws Exception {
        NatsQueue<Integer> queue = queue(QueueSettings.bounded(100).unanswered(10));
        Many.range(0, 50).sendTo(queue).block();
        Probe<Delivery<Integer>> first = take(queue.receiver(), 3);
        await(() -> first.signals().size() == 3);
        Probe<Delivery<Integer>> second = take(queue.receiver(), 50);
        await(() -> second.signals().size() == 7);
        assertEquals(3, first.signals().size());
        assertEquals(7, second.signals().size(), "ten in all");
        for (int i = 0; i < 3; i++) {
            Delivery<Integer> delivery = delivery(first, i);
            assertEquals(i, delivery.value());
            assertEquals(1, delivery.attempt());
            delivery.acknowledge().block();
        }
        await(() -> second.signals().size() == 10);
        assertEquals(10, second.signals().size());
        assertEquals(47, queue.size().block());
    }

    @Test
    void aFullQueueLetsSendersWait() throws Exception {
        NatsQueue<Integer> queue = queue(QueueSettings.bounded(5).sendingAtOnce(1));
        for (int i = 0; i < 5; i++) {
            queue.send(i).block();
        }
        CompletableFuture<Void> sixth = queue.send(5).toFuture();
        CompletableFuture<Void> more = Many.range(6, 10).sendTo(queue).toFuture();
        assertEquals(5, queue.size().block());
        assertFalse(sixth.isDone());
        Probe<Delivery<Integer>> probe = take(queue.receiver(), 100);
        delivery(probe, 0).acknowledge().block();
        sixth.get(20, TimeUnit.SECONDS);
        for (int i = 1; i < 16; i++) {
            Delivery<Integer> delivery = delivery(probe, i);
            assertEquals(i, delivery.value());
            delivery.acknowledge().block();
        }
        more.get(20, TimeUnit.SECONDS);
        assertEquals(0, queue.size().block());
    }

    @Test
    void anAnswerDecidesWhatBecomesOfAValue() throws Exception {
        NatsQueue<Integer> queue = queue(QueueSettings.bounded(10).answeringWithin(Duration.ofSeconds(30)));
        Many.range(0, 4).sendTo(queue).block();
        Probe<Delivery<Integer>> probe = take(queue.receiver(), 100);
        delivery(probe, 0).acknowledge().block();
        delivery(probe, 1).reject().block();
        delivery(probe, 2).delay(Duration.ofMillis(100)).block();
        delivery(probe, 3).close();
        Set<Integer> again = Set.of(delivery(probe, 4).value(), delivery(probe, 5).value());
        assertEquals(Set.of(2, 3), again);
        assertEquals(2, delivery(probe, 4).attempt());
        assertEquals(2, queue.size().block());
        Delivery<Integer> answered = delivery(probe, 4);
        answered.acknowledge().block();
        answered.close();
        assertEquals(1, queue.size().block());
        assertThrows(IllegalArgumentException.class, () -> answered.delay(Duration.ofMillis(-1)));
    }

    @Test
    void aValueWhoseReceiverIsLostGoesToAnother() throws Exception {
        NatsQueue<Integer> queue = queue(QueueSettings.bounded(10).answeringWithin(Duration.ofMillis(200)));
        NatsChannels other = SERVER.connect();
        NatsQueue<Integer> there = other.queue(
                        "jobs", NUMBERS, QueueSettings.bounded(10).answeringWithin(Duration.ofMillis(200)))
                .block();
        queue.send(7).block();
        Probe<Delivery<Integer>> lost = take(there.receiver(), 1);
        assertEquals(7, delivery(lost, 0).value());
        other.close();
        Delivery<Integer> again = delivery(take(queue.receiver(), 1), 0);
        assertEquals(7, again.value());
        assertEquals(2, again.attempt());
        assertEquals(1, again.number());
    }

    @Test
    void whatIsDiscardedOrNotTakenGoesBack() throws Exception {
        // What is on its way when the receiver cancels comes again after that time, and the rest at once.
        NatsQueue<Integer> queue = queue(QueueSettings.bounded(10).answeringWithin(Duration.ofSeconds(1)));
        Many.range(0, 3).sendTo(queue).block();
        Probe<Delivery<Integer>> cancelling = new Probe<>();
        queue.receiver().doOnNext(delivery -> cancelling.cancel()).subscribe(cancelling);
        cancelling.request(3);
        Probe<Delivery<Integer>> next =
                take(queue.receiver().doOnNext(job -> job.acknowledge().toFuture()), 3);
        await(() -> next.signals().size() == 3);
        assertEquals(List.of(), cancelling.signals());
        assertEquals(
                Set.of(0, 1, 2),
                Set.of(delivery(next, 0).value(), delivery(next, 1).value(), delivery(next, 2).value()));
    }

    @Test
    void aClosedQueueCompletesWhenAllIsAnswered() throws Exception {
        NatsQueue<Integer> queue = queue(QueueSettings.bounded(10));
        Many.range(0, 3).sendTo(queue).block();
        queue.close();
        queue.closed().toFuture().get(20, TimeUnit.SECONDS);
        assertThrows(ChannelClosedException.class, () -> queue.send(4).block());
        Probe<Delivery<Integer>> probe = take(queue.receiver(), 100);
        for (int i = 0; i < 3; i++) {
            delivery(probe, i).acknowledge().block();
        }
        await(() -> probe.signals().size() == 4);
        assertEquals("complete", probe.signals().get(3));
        assertEquals(List.of(), queue.receiver().collectList().toFuture().get(20, TimeUnit.SECONDS));
    }

    @Test
    void bytesThatAreNoValueAreTakenOutAndTold() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        NatsQueue<String> texts = SERVER.nats().queue("jobs", ValueCodec.text(), QueueSettings.bounded(10)).block();
        NatsQueue<Integer> numbers = SERVER.nats().queue(
                        "jobs",
                        NUMBERS,
                        Undecodable.skip((bytes, why) -> told.add(bytes.utf8())),
                        QueueSettings.bounded(10))
                .block();
        Many.just("one", "2").sendTo(texts).block();
        assertEquals(2, numbers.receiver().next().block().value());
        assertEquals(List.of("one"), told);
        assertThrows(
                StreamSettingsException.class,
                () -> SERVER.nats().broadcast("jobs", ValueCodec.text(), 10).block());
    }

    @Test
    void anotherTimeToAnswerIsRefusedAndChangesNothing() throws Exception {
        QueueSettings settings =
                QueueSettings.bounded(10).answeringWithin(Duration.ofSeconds(20)).unanswered(7);
        NatsQueue<Integer> other = queue(settings.unanswered(3));
        NatsQueue<Integer> first = queue(settings);
        first.send(1).block();
        delivery(take(first.receiver(), 1), 0).acknowledge().block();
        assertRefused("max_ack_pending (unanswered)", () -> queue(settings.unanswered(3)));
        assertRefused("ack_wait (answeringWithin)", () -> queue(settings.answeringWithin(Duration.ofSeconds(2))));
        // It was opened before there was a consumer.
        assertRefused("max_ack_pending (unanswered)", () -> other.receiver().next().block());
        var found = SERVER.management().getConsumerInfo("jobs", "workers").getConsumerConfiguration();
        assertEquals(7, found.getMaxAckPending());
        assertEquals(Duration.ofSeconds(20), found.getAckWait());
        queue(settings).send(2).block();
        assertEquals(2, queue(settings).receiver().next().block().value());
    }

    private static void assertRefused(String what, Executable action) {
        StreamSettingsException failure = assertThrows(StreamSettingsException.class, action);
        assertTrue(failure.getMessage().contains(what), failure.getMessage());
    }
}
