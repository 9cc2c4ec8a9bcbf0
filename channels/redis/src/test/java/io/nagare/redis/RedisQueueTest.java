package io.nagare.redis;

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
import io.nagare.redis.failure.ChannelSettingsException;
import io.nagare.redis.failure.RedisRefusedException;
import io.nagare.value.Undecodable;
import io.nagare.value.UndecodableValueException;
import io.nagare.value.ValueCodec;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A queue on a real server. */
class RedisQueueTest {

    private static final ValueCodec<Integer> NUMBERS = ValueCodec.text().map(Integer::valueOf, Object::toString);

    @RegisterExtension
    static final SharedServer SERVER = new SharedServer();

    private RedisQueue<Integer> queue(QueueSettings settings) {
        return SERVER.redis().queue("jobs", NUMBERS, settings).block();
    }

    @SuppressWarnings("unchecked")
    private static Delivery<Integer> delivery(Probe<Delivery<Integer>> probe, int index)
            throws InterruptedException {
        await(() -> probe.signals().size() > index);
        return (Delivery<Integer>) probe.signals().get(index);
    }

    @Test
    void demandBoundsWhatReceiversHave() throws Exception {
        RedisQueue<Integer> queue = queue(QueueSettings.bounded(100).unanswered(10));
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

    /** A server that takes no changes for now says so to senders. Receivers wait. */
    @Test
    void receiversOutliveAServerThatTakesNoChangesForNow() throws Exception {
        RedisQueue<Integer> queue = queue(QueueSettings.bounded(100));
        Probe<Delivery<Integer>> probe = take(queue.receiver(), 1);
        Many.range(0, 3).sendTo(queue).block();
        Delivery<Integer> first = delivery(probe, 0);
        SERVER.commands().configSet("min-replicas-to-write", "1");
        CompletableFuture<Void> acknowledged;
        try {
            probe.request(2);
            acknowledged = first.acknowledge().toFuture();
            RedisRefusedException refused =
                    assertThrows(RedisRefusedException.class, () -> queue.send(3).block());
            assertTrue(refused.getMessage().contains("NOREPLICAS"), refused.getMessage());
            assertEquals(1, probe.signals().size());
        } finally {
            SERVER.commands().configSet("min-replicas-to-write", "0");
        }
        acknowledged.get(20, TimeUnit.SECONDS);
        assertEquals(1, delivery(probe, 1).value());
        assertEquals(2, delivery(probe, 2).value());
    }

    @Test
    void aFullQueueLetsSendersWait() throws Exception {
        RedisQueue<Integer> queue = queue(QueueSettings.bounded(5).sendingAtOnce(1));
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

    /** A receiver of a closed queue looks now and then whether that is empty. It gives what is requested meanwhile. */
    @Test
    void aClosedQueueGivesWhatIsRequestedLater() throws Exception {
        RedisQueue<Integer> queue = queue(QueueSettings.bounded(100));
        Many.range(0, 20).sendTo(queue).block();
        queue.close();
        Probe<Delivery<Integer>> probe = take(queue.receiver(), 1);
        long start = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            delivery(probe, i).acknowledge().block();
            queue.size().block();
            probe.request(1);
        }
        await(() -> probe.signals().size() == 21);
        assertEquals(21, probe.signals().size(), "20 values and the end");
        assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(15), "it waited for the next look");
    }

    @Test
    void anAnswerDecidesWhatBecomesOfAValue() throws Exception {
        RedisQueue<Integer> queue = queue(QueueSettings.bounded(10).answeringWithin(Duration.ofSeconds(30)));
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
        Duration endless = Duration.ofSeconds(Long.MAX_VALUE / 2);
        assertThrows(IllegalArgumentException.class, () -> answered.delay(endless));
        assertThrows(IllegalArgumentException.class, () -> QueueSettings.bounded(1).answeringWithin(endless));
    }

    @Test
    void aValueWhoseReceiverIsLostGoesToAnother() throws Exception {
        RedisQueue<Integer> queue = queue(QueueSettings.bounded(10).answeringWithin(Duration.ofMillis(200)));
        RedisChannels other = SERVER.connect();
        RedisQueue<Integer> there = other.queue(
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
        RedisQueue<Integer> queue = queue(QueueSettings.bounded(10).answeringWithin(Duration.ofSeconds(1)));
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
        RedisQueue<Integer> queue = queue(QueueSettings.bounded(10));
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
        RedisQueue<String> texts = SERVER.redis().queue("jobs", ValueCodec.text(), QueueSettings.bounded(10)).block();
        RedisQueue<Integer> numbers = SERVER.redis().queue(
                        "jobs",
                        NUMBERS,
                        Undecodable.skip((bytes, why) -> told.add(bytes.utf8())),
                        QueueSettings.bounded(10))
                .block();
        Many.just("one", "2").sendTo(texts).block();
        assertEquals(2, numbers.receiver().next().block().value());
        assertEquals(List.of("one"), told);
        assertThrows(
                ChannelSettingsException.class,
                () -> SERVER.redis().broadcast("jobs", ValueCodec.text(), 10).block());
    }

    @Test
    void bytesThatAreNoValueFailEachReceiverThatGetsThem() throws Exception {
        SERVER.redis().queue("jobs", ValueCodec.text(), QueueSettings.bounded(10)).block().send("one").block();
        RedisQueue<Integer> strict = queue(QueueSettings.bounded(10));
        for (int attempt = 1; attempt < 4; attempt++) {
            UndecodableValueException stopped = assertThrows(
                    UndecodableValueException.class, () -> strict.receiver().then().block());
            assertTrue(stopped.getMessage().contains("\"jobs\", number 1, attempt " + attempt), stopped.getMessage());
        }
    }

    /** The values of a program keep their order, although all are on their way at once and most are refused. */
    @Test
    void aFullQueueKeepsTheOrder() throws Exception {
        RedisQueue<Integer> queue = queue(QueueSettings.bounded(3));
        CompletableFuture<Void> sent = Many.range(0, 200).sendTo(queue).toFuture();
        List<Integer> received = new CopyOnWriteArrayList<>();
        queue.receiver()
                .concatMap(job -> job.acknowledge().thenReturn(job.value()))
                .doOnNext(received::add)
                .take(200)
                .then()
                .toFuture()
                .get(40, TimeUnit.SECONDS);
        sent.get(20, TimeUnit.SECONDS);
        assertEquals(Many.range(0, 200).collectList().block(), received);
    }

    /** A receiver that was too slow cannot give back what another one works on. */
    @Test
    void whoHasLostAValueCannotGiveItBack() throws Exception {
        RedisQueue<Integer> queue = queue(QueueSettings.bounded(10).answeringWithin(Duration.ofMillis(200)));
        queue.send(7).block();
        Probe<Delivery<Integer>> probe = take(queue.receiver(), 2);
        Delivery<Integer> slow = delivery(probe, 0);
        Delivery<Integer> again = delivery(probe, 1);
        assertEquals(2, again.attempt());
        Double due = SERVER.commands().zscore("nagare:{jobs}:due", "0-1");
        slow.delay(Duration.ofHours(1)).block();
        assertEquals(due, SERVER.commands().zscore("nagare:{jobs}:due", "0-1"), "it is with the second receiver");
        slow.acknowledge().block();
        assertEquals(0, queue.size().block());
    }
}
