package io.nagare.tck;

import static io.nagare.tck.Row.source;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.channels.Delivery;
import io.nagare.nats.NatsBroadcast;
import io.nagare.nats.NatsChannels;
import io.nagare.nats.NatsPacedBroadcast;
import io.nagare.nats.NatsQueue;
import io.nagare.nats.NatsRequest;
import io.nagare.nats.NatsRequests;
import io.nagare.nats.NatsWatch;
import io.nagare.nats.Start;
import io.nagare.nats.failure.NoReceiverException;
import io.nagare.policy.Lag;
import io.nagare.policy.Retry;
import io.nagare.value.Undecodable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.reactivestreams.Publisher;

/** Channels across machines, on a nats-server. */
final class NatsTckTest extends Table {

    private static final int MOST_ITEMS = 32;

    /** Fewer than for the test of the TCK that subscribes a hundred times, where each time needs a new channel. */
    private static final int FEW_ITEMS = 9;

    /** Broadcasts that were sent that many values and closed. They can be replayed again and again. */
    private static final Map<Long, NatsBroadcast<Integer>> CLOSED = new ConcurrentHashMap<>();

    private static final Map<String, Object> SHARED = new ConcurrentHashMap<>();

    @Override
    List<Row> rows() {
        return Stream.of(connections(), broadcasts(), paced(), queues(), watches(), requests())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Row> connections() {
        return List.of(
                one("NatsChannels.connect(NatsOptions)", () -> NatsChannels.connect(NatsPeer.options())
                        .doOnNext(NatsChannels::close)),
                source("NatsChannels.drain(Duration)", n -> NatsChannels.connect(NatsPeer.options())
                        .flatMap(nats -> nats.drain(Duration.ofSeconds(10))))
                        .atMost(0),
                source("NatsChannels.states()", n -> NatsPeer.channels().states().take(n)).atMost(1),
                one("NatsChannels.broadcast(String,ValueCodec,BroadcastSettings)", () -> NatsPeer.channels()
                        .broadcast("tck-opened", NatsPeer.NUMBERS, NatsPeer.BROADCAST))
                        .alsoFor(
                                "NatsChannels.broadcast(String,ValueCodec,int)",
                                "NatsChannels.broadcast(String,ValueCodec,Undecodable,BroadcastSettings)"),
                one("NatsChannels.paced(String,ValueCodec,PacedSettings)", () -> NatsPeer.channels()
                        .paced("tck-paced", NatsPeer.NUMBERS, NatsPeer.PACED))
                        .alsoFor("NatsChannels.paced(String,ValueCodec,Undecodable,PacedSettings)"),
                one("NatsChannels.queue(String,ValueCodec,QueueSettings)", () -> NatsPeer.channels()
                        .queue("tck-queue", NatsPeer.NUMBERS, NatsPeer.QUEUE))
                        .alsoFor("NatsChannels.queue(String,ValueCodec,Undecodable,QueueSettings)"),
                one(
                        "NatsChannels.watch(String,String,ValueCodec,Undecodable,Object,WatchSettings)",
                        () -> NatsPeer.channels()
                                .watch("tck", "opened", NatsPeer.NUMBERS, Undecodable.fail(), 0, NatsPeer.WATCH))
                        .alsoFor("NatsChannels.watch(String,String,ValueCodec,Object)"));
    }

    private static List<Row> broadcasts() {
        return List.of(
                source("NatsBroadcast.abandoned()", n -> sharedBroadcast().abandoned()).atMost(0),
                source("NatsBroadcast.closed()", n -> closed(0).closed()).atMost(0),
                one("NatsBroadcast.kept()", () -> sharedBroadcast().kept()),
                source("NatsBroadcast.receiver()", n -> received(n, NatsBroadcast::receiver))
                        .alsoFor("NatsBroadcast.receiver(Lag)")
                        .atMost(FEW_ITEMS),
                source("NatsBroadcast.receiver(LongFunction)", n -> received(n, room -> room.receiver(gap -> -1)))
                        .atMost(FEW_ITEMS),
                source("NatsBroadcast.numbered(Start,Lag)", n -> closed(n).numbered(Start.sequence(1), Lag.fail()))
                        .alsoFor("NatsBroadcast.receiver(Start,Lag)")
                        .atMost(MOST_ITEMS),
                source("NatsBroadcast.replay(int)", n -> closed(n).replay(64))
                        .alsoFor("NatsBroadcast.replay(int,Lag)")
                        .atMost(FEW_ITEMS),
                source("NatsBroadcast.send(Object)", n -> sharedBroadcast().send(1)).atMost(0),
                source("NatsBroadcast.sendAll(Publisher)", n -> sharedBroadcast().sendAll(Many.range(0, 10)))
                        .atMost(0));
    }

    private static List<Row> paced() {
        return List.of(
                source("NatsPacedBroadcast.abandoned()", n -> sharedPaced().abandoned()).atMost(0),
                source("NatsPacedBroadcast.closed()", n -> closedPaced().closed()).atMost(0),
                source("NatsPacedBroadcast.receiver()", n -> paced(n, NatsPacedBroadcast::receiver)).atMost(FEW_ITEMS),
                source("NatsPacedBroadcast.send(Object)", n -> sharedPaced().send(1)).atMost(0),
                source("NatsPacedBroadcast.sendAll(Publisher)", n -> sharedPaced().sendAll(Many.range(0, 10)))
                        .atMost(0),
                one("NatsPacedBroadcast.size()", () -> sharedPaced().size()));
    }

    private static List<Row> queues() {
        return List.of(
                source("NatsQueue.closed()", n -> closedQueue().closed()).atMost(0),
                source("NatsQueue.receiver()", NatsTckTest::worked).atMost(FEW_ITEMS),
                source("NatsQueue.send(Object)", n -> sharedQueue().send(1)).atMost(0),
                source("NatsQueue.sendAll(Publisher)", n -> sharedQueue().sendAll(Many.range(0, 10))).atMost(0),
                one("NatsQueue.size()", () -> sharedQueue().size()),
                source("Delivery.acknowledge()", n -> answered(Delivery::acknowledge)).atMost(0),
                source("Delivery.delay(Duration)", n -> answered(job -> job.delay(Duration.ofMinutes(1)))).atMost(0),
                source("Delivery.reject()", n -> answered(Delivery::reject)).atMost(0));
    }

    private static List<Row> watches() {
        return List.of(
                source("NatsWatch.abandoned()", n -> sharedWatch().abandoned()).atMost(0),
                source("NatsWatch.changes()", NatsTckTest::changes).atMost(FEW_ITEMS),
                source("NatsWatch.closed()", n -> closedWatch().closed()).atMost(0),
                one("NatsWatch.modify(UnaryOperator)", () -> sharedWatch().modify(value -> value + 1)),
                source("NatsWatch.receiver()", NatsTckTest::latest).atMost(FEW_ITEMS),
                source("NatsWatch.send(Object)", n -> sharedWatch().send(1)).atMost(0));
    }

    private static List<Row> requests() {
        return List.of(
                one("NatsRequests.ask(Object,Duration)", () -> answering().ask(1, Duration.ofSeconds(10))),
                source("NatsRequests.receiver()", NatsTckTest::asked).atMost(FEW_ITEMS));
    }

    /** Makes a row of a method that returns one item. */
    private static Row one(String method, Supplier<One<?>> use) {
        return source(method, n -> use.get().filter(item -> n == 1)).atMost(1);
    }

    @SuppressWarnings("unchecked") // each name has one type
    private static <T> T shared(String name, Supplier<T> make) {
        return (T) SHARED.computeIfAbsent(name, missing -> make.get());
    }

    private static NatsBroadcast<Integer> sharedBroadcast() {
        return shared("broadcast", NatsPeer::broadcast);
    }

    private static NatsPacedBroadcast<Integer> sharedPaced() {
        return shared("paced", NatsPeer::paced);
    }

    private static NatsPacedBroadcast<Integer> closedPaced() {
        return shared("closed paced", () -> {
            NatsPacedBroadcast<Integer> room = NatsPeer.paced();
            room.close();
            return room;
        });
    }

    private static NatsQueue<Integer> sharedQueue() {
        return shared("queue", NatsPeer::queue);
    }

    private static NatsWatch<Integer> sharedWatch() {
        return shared("watch", NatsPeer::watch);
    }

    private static NatsQueue<Integer> closedQueue() {
        return shared("closed queue", () -> {
            NatsQueue<Integer> queue = NatsPeer.queue();
            queue.close();
            return queue;
        });
    }

    private static NatsWatch<Integer> closedWatch() {
        return shared("closed watch", () -> {
            NatsWatch<Integer> watch = NatsPeer.watch();
            watch.close();
            return watch;
        });
    }

    private static NatsBroadcast<Integer> closed(long n) {
        return CLOSED.computeIfAbsent(n, missing -> {
            NatsBroadcast<Integer> room = NatsPeer.broadcast();
            Many.range(0, (int) n).sendTo(room).block();
            room.close();
            return room;
        });
    }

    private static Publisher<Integer> received(long n, Function<NatsBroadcast<Integer>, Many<Integer>> receiver) {
        NatsBroadcast<Integer> room = NatsPeer.broadcast();
        return subscriber -> {
            receiver.apply(room).subscribe(subscriber);
            Many.range(0, (int) n).sendTo(room).doOnComplete(room::close).toFuture();
        };
    }

    private static Publisher<Integer> paced(long n, Function<NatsPacedBroadcast<Integer>, Many<Integer>> receiver) {
        NatsPacedBroadcast<Integer> room = NatsPeer.paced();
        return subscriber -> {
            receiver.apply(room).subscribe(subscriber);
            Many.range(0, (int) n).sendTo(room).doOnComplete(room::close).toFuture();
        };
    }

    private static Publisher<Integer> worked(long n) {
        NatsQueue<Integer> queue = NatsPeer.queue();
        Many.range(0, (int) n).sendTo(queue).block();
        queue.close();
        return queue.receiver()
                .doOnNext(job -> job.acknowledge().toFuture())
                .map(Delivery::value);
    }

    private static One<Void> answered(Function<Delivery<Integer>, One<Void>> answer) {
        NatsQueue<Integer> queue = shared("answered", NatsPeer::queue);
        return queue.send(1).then(queue.receiver().next().flatMap(answer::apply));
    }

    private static NatsRequests<Integer, Integer> answering() {
        return shared("requests", () -> {
            NatsRequests<Integer, Integer> requests = NatsPeer.requests();
            requests.receiver().subscribe(request -> request.answer(request.value()));
            askUntilTaken(requests, 0).block();
            return requests;
        });
    }

    /** Asks again while the server does not know of the receiver. */
    private static One<Integer> askUntilTaken(NatsRequests<Integer, Integer> requests, int value) {
        Retry again = Retry.times(500).backoff(Duration.ofMillis(1), Duration.ofMillis(10));
        return requests.ask(value, Duration.ofSeconds(10))
                .retry(again.when(failure -> failure instanceof NoReceiverException));
    }

    private static Publisher<Integer> asked(long n) {
        NatsRequests<Integer, Integer> requests = NatsPeer.requests();
        return subscriber -> {
            requests.receiver()
                    .take(n)
                    .doOnNext(request -> request.answer(1))
                    .map(NatsRequest::value)
                    .subscribe(subscriber);
            for (int i = 0; i < n; i++) {
                askUntilTaken(requests, i).onErrorComplete().toFuture();
            }
        };
    }

    private static Publisher<Integer> changes(long n) {
        NatsWatch<Integer> watch = NatsPeer.watch();
        return subscriber -> watch.changes()
                .doOnNext(value -> advance(watch, n))
                .doOnSubscribe(() -> advance(watch, n))
                .subscribe(subscriber);
    }

    private static Publisher<Integer> latest(long n) {
        NatsWatch<Integer> watch = NatsPeer.watch();
        return subscriber ->
                watch.receiver().doOnNext(value -> advance(watch, n)).skip(1).subscribe(subscriber);
    }

    private static void advance(NatsWatch<Integer> watch, long n) {
        if (watch.value() < n) {
            watch.modify(value -> value + 1).toFuture();
        } else {
            watch.close();
        }
    }
}
