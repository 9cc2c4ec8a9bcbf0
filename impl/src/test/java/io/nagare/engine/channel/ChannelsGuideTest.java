package io.nagare.engine.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.channel.Broadcast;
import io.nagare.channel.Mpsc;
import io.nagare.channel.MpscSender;
import io.nagare.channel.MpscSlot;
import io.nagare.channel.Oneshot;
import io.nagare.channel.PacedBroadcast;
import io.nagare.channel.SendResult;
import io.nagare.channel.Watch;
import io.nagare.engine.GuideSnippets;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.failure.TimedOutException;
import io.nagare.policy.Lag;
import io.nagare.policy.Sharing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** The examples of docs/channels.md, and checks that they do what the page says. */
class ChannelsGuideTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final StepScheduler scheduler = new StepScheduler();
    private final List<String> log = new ArrayList<>();

    private <T> Probe<T> take(Publisher<T> stream, long demand) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        probe.request(demand);
        scheduler.runAll();
        return probe;
    }

    @Test
    void everyExampleOfTheGuideIsHere() throws Exception {
        GuideSnippets.check("channels.md", ChannelsGuideTest.class);
    }

    @Test
    void laggingBroadcast() {
        Broadcast<String> room = Broadcast.lagging(2);
        Many<String> lines = room.receiver(Lag.skip(missed -> log.add(missed + " lines missed")));

        Probe<String> slow = take(lines, 1);
        for (String line : List.of("a", "b", "c", "d")) {
            room.send(line);
            scheduler.runAll();
        }
        slow.request(5);
        room.close();
        scheduler.runAll();
        assertEquals(List.of("a", "c", "d", "complete"), slow.signals());
        assertEquals(List.of("1 lines missed"), log);
    }

    @Test
    void laggingBroadcastWithGaps() {
        Broadcast<String> room = Broadcast.lagging(2);
        Many<String> withGaps = room.receiver(missed -> "(" + missed + " lines are missing)");

        Probe<String> slow = take(withGaps, 1);
        for (String line : List.of("a", "b", "c", "d")) {
            room.send(line);
            scheduler.runAll();
        }
        slow.request(5);
        scheduler.runAll();
        assertEquals(List.of("a", "(1 lines are missing)", "c", "d"), slow.signals());
    }

    /** The code in the page's table of Tokio's methods. */
    @Test
    void whatReplacesMethodsOfTokio() {
        Mpsc<Integer> channel = Mpsc.bounded(2);
        Probe<Integer> nothing = take(channel.receive().timeout(Duration.ofMillis(1)), 1);
        scheduler.advance(Duration.ofMillis(2));
        assertInstanceOf(TimedOutException.class, nothing.signals().get(0));
        Probe<MpscSlot<Integer>> slots = take(Many.range(0, 3).concatMap(i -> channel.reserve()), 9);
        assertEquals(2, slots.signals().size());
        slots.cancel();
        scheduler.runAll();
        assertInstanceOf(MpscSlot.class, slots.signals().get(0));
        Probe<Void> late = take(channel.send(1).timeout(Duration.ofSeconds(1)), 1);
        scheduler.advance(Duration.ofSeconds(2));
        assertInstanceOf(TimedOutException.class, late.signals().get(0));
        slots.signals().forEach(slot -> ((MpscSlot<?>) slot).close());
        assertEquals(0, channel.size());
        channel.trySend(1);
        channel.trySend(2);
        Probe<List<Integer>> batches = take(channel.receiver().bufferTimeout(10, Duration.ofMillis(1)), 9);
        scheduler.advance(Duration.ofMillis(2));
        assertEquals(List.of(List.of(1, 2)), batches.signals());
        Oneshot<Integer> oneshot = Oneshot.create();
        assertNull(oneshot.receiver().toFuture().getNow(null));
    }

    @Test
    void pacedBroadcast() {
        Many<Integer> incoming = Many.range(0, 3);
        PacedBroadcast<Integer> orders = Broadcast.paced(1);
        One<Void> sending = incoming.sendTo(orders);
        One<Void> afterwards = sending.doFinally(end -> orders.close());

        Probe<Integer> billing = take(orders.receiver(), 10);
        Probe<Integer> shipping = take(orders.receiver(), 1);
        Probe<Void> sent = take(afterwards, 1);
        assertEquals(List.of(0, 1), billing.signals());
        assertEquals(List.of(), sent.signals());
        shipping.request(10);
        scheduler.runAll();
        assertEquals(List.of(0, 1, 2, "complete"), billing.signals());
        assertEquals(List.of(0, 1, 2, "complete"), shipping.signals());
        assertEquals(List.of("complete"), sent.signals());
    }

    @Test
    void mpsc() {
        Mpsc<String> jobs = Mpsc.bounded(100);
        One<Void> accepted = jobs.send("resize a.png");
        Many<String> work = jobs.receiver();

        assertEquals(List.of("complete"), take(accepted, 1).signals());
        assertEquals(List.of("resize a.png"), take(work, 1).signals());
    }

    @Test
    void fullMpsc() {
        Mpsc<String> jobs = Mpsc.bounded(1);
        String job = "resize b.png";
        assertEquals(SendResult.SENT, jobs.trySend("resize a.png"));
        if (jobs.trySend(job) == SendResult.FULL) {
            log.add("busy, try later: " + job);
        }
        assertEquals(List.of("busy, try later: resize b.png"), log);
    }

    @Test
    void reservedSlot() {
        Mpsc<String> jobs = Mpsc.bounded(1);
        One<Void> sent = jobs.reserve().doOnNext(slot -> slot.send(nextJob())).then();

        Probe<Void> first = take(sent, 1);
        Probe<Void> second = take(sent, 1);
        assertEquals(List.of("complete"), first.signals());
        second.cancel();
        scheduler.runAll();
        assertEquals(1, made.get(), "a send without its turn makes nothing");
    }

    private final AtomicInteger made = new AtomicInteger();

    private String nextJob() {
        return "job " + made.incrementAndGet();
    }

    @Test
    void countedSenders() {
        Mpsc<String> jobs = Mpsc.unbounded();
        try (MpscSender<String> camera = jobs.sender();
                MpscSender<String> upload = jobs.sender()) {
            camera.trySend("from the camera");
            upload.trySend("from the web");
        }
        // The last of its senders is closed, and with it the channel: the receiver takes what is left and completes.

        assertEquals(List.of("from the camera", "from the web", "complete"), take(jobs.receiver(), 9).signals());
    }

    @Test
    void threadsThatBlock() throws Exception {
        Mpsc<String> jobs = Mpsc.bounded(1);
        ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();
        Thread worker = new Thread(() -> {
            for (String job = jobs.receive().block(); job != null; job = jobs.receive().block()) {
                done.add(job);
            }
        });
        worker.start();
        jobs.sendBlocking("one");
        jobs.sendBlocking("two");
        jobs.close();

        worker.join(LIMIT.toMillis());
        assertEquals(List.of("one", "two"), List.copyOf(done));
    }

    @Test
    void watch() {
        Watch<Integer> volume = Watch.of(5);
        Many<Integer> shown = volume.receiver();
        Probe<Integer> display = take(shown, 1);
        volume.send(6);
        volume.modify(level -> level + 1);

        display.request(1);
        scheduler.runAll();
        assertEquals(List.of(5, 7), display.signals());
    }

    /** A library that calls back. */
    private static void lookUp(String name, Consumer<String> found, Consumer<Throwable> failed) {
        if (name.isEmpty()) {
            failed.accept(new IllegalArgumentException("no name"));
        } else {
            found.accept(name + " is here");
        }
    }

    @Test
    void oneshot() {
        Oneshot<String> answer = Oneshot.create();
        lookUp("Ada", answer::send, answer::fail);
        One<String> found = answer.receiver().timeout(Duration.ofSeconds(1));

        assertEquals(List.of("Ada is here", "complete"), take(found, 1).signals());
        assertTrue(answer.isClosed());
    }

    @Test
    void sharing() {
        AtomicInteger connections = new AtomicInteger();
        Broadcast<Integer> feed = Broadcast.lagging(16);
        Many<Integer> prices = Many.defer(() -> {
            connections.incrementAndGet();
            return feed.receiver();
        });
        Many<Integer> shared = prices.share(Sharing.laggardsSkip(64).replay(1));

        Probe<Integer> first = take(shared, 9);
        feed.send(100);
        scheduler.runAll();
        Probe<Integer> second = take(shared, 9);
        assertEquals(List.of(100), first.signals());
        assertEquals(List.of(100), second.signals());
        assertEquals(1, connections.get());
    }

    @Test
    void memoize() {
        One<Integer> settings = One.fromCallable(made::incrementAndGet).memoize();

        assertEquals(List.of(1, "complete"), take(settings, 1).signals());
        assertEquals(List.of(1, "complete"), take(settings, 1).signals());
    }
}
