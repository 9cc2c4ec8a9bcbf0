package io.nagare.nats;

import static io.nagare.channels.base.Waits.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.engine.strand.Probe;
import io.nagare.nats.failure.SubscriberGivenUpException;
import io.nagare.value.ValueCodec;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamSubscription;
import io.nats.client.PullSubscribeOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A subscriber with a name goes on where it ended, in whichever program it comes back. */
@ResourceLock("the shared server")
class NatsNamedTest {

    private static final ValueCodec<Integer> NUMBERS = ValueCodec.text().map(Integer::valueOf, Object::toString);
    private static final PacedSettings SETTINGS = PacedSettings.paced(1_000);

    @RegisterExtension
    static final SharedServer SERVER = new SharedServer();

    private static NatsPacedBroadcast<Integer> room(NatsChannels nats) {
        return nats.paced("named", NUMBERS, SETTINGS).block();
    }

    private static Probe<Integer> take(Many<Integer> stream, long demand) {
        Probe<Integer> probe = new Probe<>();
        stream.subscribe(probe);
        return demand == 0 ? probe : probe.request(demand);
    }

    private static void assertTakes(Probe<Integer> probe, int first, int count) throws InterruptedException {
        await(() -> probe.signals().size() >= count);
        assertEquals(Many.range(first, count).collectList().block(), probe.signals());
    }

    private static void send(NatsPacedBroadcast<Integer> room, int first, int count) throws Exception {
        Many.range(first, count).sendTo(room).toFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void itGoesOnWhereItEndedInAnotherProgram() throws Exception {
        NatsPacedBroadcast<Integer> here = room(SERVER.nats());
        Probe<Integer> first = take(here.receiver("ann"), 2);
        send(here, 0, 5);
        assertTakes(first, 0, 2);
        first.cancel();
        await(() -> here.size().block() == 3);
        send(here, 5, 2);
        Probe<Integer> second = take(room(SERVER.connect()).receiver("ann"), 100);
        assertTakes(second, 2, 5);
        await(() -> here.size().block() == 0);
    }

    @Test
    void oneThatHasTakenNothingGoesOnWhereItBegan() throws Exception {
        NatsPacedBroadcast<Integer> here = room(SERVER.nats());
        send(here, 0, 3);
        Probe<Integer> first = take(here.receiver("ann"), 0);
        send(here, 3, 1);
        first.cancel();
        send(here, 4, 1);
        assertTakes(take(room(SERVER.connect()).receiver("ann"), 100), 3, 2);
    }

    @Test
    void aNameThatNobodyUsesHoldsSendersBackUntilItIsForgotten() throws Exception {
        PacedSettings four = PacedSettings.paced(4).inactiveFor(Duration.ofSeconds(1));
        NatsPacedBroadcast<Integer> room = SERVER.nats().paced("named", NUMBERS, four).block();
        Probe<Integer> ann = take(room.receiver("ann"), 1);
        Probe<Integer> bob = take(room.receiver("bob"), 100);
        send(room, 0, 4);
        assertTakes(ann, 0, 1);
        ann.cancel();
        CompletableFuture<Void> more = Many.range(4, 3).sendTo(room).toFuture();
        assertTakes(bob, 0, 5);
        // Longer than a subscriber without a name would hold them.
        assertThrows(TimeoutException.class, () -> more.get(3, TimeUnit.SECONDS));
        room.forget("ann").block();
        more.get(20, TimeUnit.SECONDS);
        assertTakes(bob, 0, 7);
        room.forget("ann").block();
        send(room, 7, 1);
        Probe<Integer> anew = take(room.receiver("ann"), 100);
        send(room, 8, 1);
        assertTakes(anew, 8, 1);
    }

    @Test
    void oneThatIsForgottenFails() throws Exception {
        NatsPacedBroadcast<Integer> room = room(SERVER.nats());
        Probe<Integer> ann = take(room.receiver("ann"), 100);
        send(room, 0, 1);
        assertTakes(ann, 0, 1);
        room.forget("ann").block();
        await(() -> ann.signals().size() == 2);
        String message = ((SubscriberGivenUpException) ann.signals().get(1)).getMessage();
        assertTrue(message.contains("its name \"ann\" was forgotten"), message);
    }

    /** What a program had that was killed comes again at once, before what is newer; also if it had taken nothing. */
    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void whatWasOnItsWayComesAgainInOrder(int taken) throws Exception {
        NatsPacedBroadcast<Integer> room = room(SERVER.nats());
        Probe<Integer> first = take(room.receiver("ann"), taken);
        int before = Math.max(taken, 1);
        send(room, 0, before);
        assertTakes(first, 0, taken);
        first.cancel();
        send(room, before, 10);
        PullSubscribeOptions bound = PullSubscribeOptions.bind("named", "name-ann");
        JetStreamSubscription killed = SERVER.connection().jetStream().subscribe(null, bound);
        assertEquals(3, killed.fetch(3, Duration.ofSeconds(5)).size());
        assertTakes(take(room(SERVER.connect()).receiver("ann"), 100), taken, before + 10 - taken);
        await(() -> room.size().block() == 0);
    }

    /** Each asks for one value after the other, so the server gives the values to both. Those that fail come back. */
    @Test
    void twoSubscriptionsAtOnceFailOrShareNothing() throws Exception {
        NatsPacedBroadcast<Integer> room = room(SERVER.nats());
        Taken taken = new Taken();
        Taking one = new Taking(taken, true);
        Taking two = new Taking(taken, true);
        bare(SERVER.nats()).receiver("ann").subscribe(one);
        // A value that is sent on another object is behind the subscriber only if the server has its consumer.
        await(NatsNamedTest::hasConsumer);
        bare(SERVER.connect()).receiver("ann").subscribe(two);
        one.subscription.request(1);
        two.subscription.request(1);
        send(room, 0, 100);
        AtomicReference<Taking> last = new AtomicReference<>(one);
        await(() -> {
            if (two.failure != null && one.failure != null && last.get().failure != null) {
                last.set(new Taking(taken, true));
                room.receiver("ann").subscribe(last.get());
                last.get().subscription.request(1);
            }
            return room.size().block() == 0;
        });
        assertEquals(100, taken.next());
        assertEquals("", taken.wrong());
    }

    /** Another one that comes and goes takes some values with it, and they come back. */
    @Test
    void aSlowSubscriberGoesOnBehindAnotherOneOfItsName() throws Exception {
        NatsPacedBroadcast<Integer> room = room(SERVER.nats());
        Taken taken = new Taken();
        Taking slow = new Taking(taken, false);
        room.receiver("ann").subscribe(slow);
        CompletableFuture<Void> sending = Many.range(0, 3_000).sendTo(room).toFuture();
        Taking other = new Taking(taken, false);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        for (int i = 0; taken.next() < 3_000; i++) {
            assertTrue(System.nanoTime() < end, () -> taken.next() + " have come");
            if (i == 100) {
                room(SERVER.connect()).receiver("ann").subscribe(other);
                other.subscription.request(1);
            } else if (i == 150) {
                other.subscription.cancel();
            }
            if (slow.failure != null) {
                slow = new Taking(taken, false);
                room.receiver("ann").subscribe(slow);
            }
            slow.subscription.request(2);
            Thread.sleep(1);
        }
        sending.get(20, TimeUnit.SECONDS);
        assertEquals("", taken.wrong());
    }

    /** The server sends to a subscription that has just ended, and the next one need not wait for that. */
    @Test
    void oneSubscriptionAfterTheOtherGoesOnAtOnce() throws Exception {
        NatsPacedBroadcast<Integer> room = room(SERVER.nats());
        Taken taken = new Taken();
        Taking first = new Taking(taken, false);
        room.receiver("ann").subscribe(first);
        room.send(0).block();
        first.subscription.cancel();
        CompletableFuture<Void> sending = Many.range(1, 2_000).sendTo(room).toFuture();
        while (taken.next() < 2_000) {
            // The last value of a part can come again, if the next subscription is faster than its acknowledgement.
            int count = Math.min(50, 2_001 - taken.next());
            List<Integer> part =
                    room.receiver("ann").take(count).collectList().toFuture().get(20, TimeUnit.SECONDS);
            int expected = -1;
            for (int value : part) {
                expected = taken.take(value, expected);
            }
        }
        sending.get(20, TimeUnit.SECONDS);
        assertEquals("", taken.wrong());
    }

    private static boolean hasConsumer() {
        try {
            return SERVER.management().getConsumerNames("named").contains("name-ann");
        } catch (IOException | JetStreamApiException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static NatsPacedBroadcast<Integer> bare(NatsChannels nats) {
        return nats.paced("named", NUMBERS, SETTINGS.prefetching(0)).block();
    }

    @Test
    void aClosedChannelKeepsWhatANameHasNotTaken() throws Exception {
        NatsPacedBroadcast<Integer> room = room(SERVER.nats());
        Probe<Integer> first = take(room.receiver("ann"), 1);
        send(room, 0, 3);
        assertTakes(first, 0, 1);
        first.cancel();
        room.close();
        room.closed().block();
        Probe<Integer> second = take(room(SERVER.connect()).receiver("ann"), 100);
        await(() -> second.signals().size() == 3);
        assertEquals(List.of(1, 2), second.signals().subList(0, 2));
        assertFalse(second.signals().get(2) instanceof Throwable, () -> second.signals() + "");
    }

    @Test
    void badInput() {
        NatsPacedBroadcast<Integer> room = room(SERVER.nats());
        for (String wrong : List.of("", "a.b", "a b", "*", "x".repeat(101))) {
            assertThrows(IllegalArgumentException.class, () -> room.receiver(wrong));
            assertThrows(IllegalArgumentException.class, () -> room.forget(wrong));
        }
    }

    /** What one name has got in all its subscriptions. */
    private static final class Taken {

        private int next;
        private String wrong = "";

        synchronized int next() {
            return next;
        }

        synchronized String wrong() {
            return wrong;
        }

        /** Takes a value. Returns the one that has to follow it. */
        synchronized int take(int value, int expected) {
            if (value > next || (expected >= 0 && value != expected)) {
                wrong += value + " came instead of " + (expected >= 0 ? expected : next) + "; ";
            }
            next = Math.max(next, value + 1);
            return value + 1;
        }
    }

    private static final class Taking implements Subscriber<Integer> {

        private final Taken taken;
        private volatile Subscription subscription;
        private volatile Throwable failure;
        private final boolean goesOn;
        private int expected = -1;

        /**
         * Begins to take.
         *
         * @param goesOn whether each value requests the next one
         */
        Taking(Taken taken, boolean goesOn) {
            this.taken = taken;
            this.goesOn = goesOn;
        }

        @Override
        public void onSubscribe(Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(Integer value) {
            expected = taken.take(value, expected);
            if (goesOn) {
                subscription.request(1);
            }
        }

        @Override
        public void onError(Throwable thrown) {
            failure = thrown;
        }

        @Override
        public void onComplete() {}
    }

    /** Subscriptions come and go, in two programs that come and go too. A value may come again, but none is missed. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void noValueIsMissed(long seed) throws Exception {
        Random random = new Random(seed);
        NatsPacedBroadcast<Integer> from = room(SERVER.nats());
        NatsChannels[] programs = {SERVER.connect(), SERVER.connect()};
        List<NatsPacedBroadcast<Integer>> rooms = new ArrayList<>(List.of(room(programs[0]), room(programs[1])));
        Taken taken = new Taken();
        Taking now = new Taking(taken, false);
        from.receiver("ann").subscribe(now);
        // A name is one when its first subscription knows its place.
        send(from, 0, 1);
        int sent = 1;
        for (int step = 0; step < 100; step++) {
            int which = random.nextInt(2);
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    int more = 1 + random.nextInt(3);
                    send(from, sent, more);
                    sent += more;
                }
                case 2 -> now.subscription.request(1 + random.nextInt(3));
                case 3 -> {
                    now.subscription.cancel();
                    now = new Taking(taken, false);
                    rooms.get(which).receiver("ann").subscribe(now);
                    now.subscription.request(random.nextInt(2) + 1);
                }
                case 4 -> now.subscription.cancel();
                default -> {
                    if (random.nextInt(4) == 0) {
                        programs[which].close();
                        programs[which] = SERVER.connect();
                        rooms.set(which, room(programs[which]));
                    }
                }
            }
        }
        now.subscription.cancel();
        Taking last = new Taking(taken, false);
        from.receiver("ann").subscribe(last);
        last.subscription.request(Long.MAX_VALUE);
        int all = sent;
        await(() -> taken.next() == all || last.failure != null);
        assertEquals("null", String.valueOf(last.failure));
        assertEquals("", taken.wrong());
        await(() -> from.size().block() == 0);
    }
}
