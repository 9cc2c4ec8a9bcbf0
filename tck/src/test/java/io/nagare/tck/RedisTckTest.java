package io.nagare.tck;

import static io.nagare.tck.Row.source;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.channels.Delivery;
import io.nagare.policy.Lag;
import io.nagare.redis.RedisBroadcast;
import io.nagare.redis.RedisChannels;
import io.nagare.redis.RedisQueue;
import io.nagare.redis.Start;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.reactivestreams.Publisher;

/** Channels across machines, on a redis-server. */
final class RedisTckTest extends Table {

    private static final int MOST_ITEMS = 32;

    /** Fewer than for the test of the TCK that subscribes a hundred times, where each time needs a new channel. */
    private static final int FEW_ITEMS = 9;

    /** Broadcasts that were sent that many values and closed. They can be replayed again and again. */
    private static final Map<Long, RedisBroadcast<Integer>> CLOSED = new ConcurrentHashMap<>();

    private static final Map<String, Object> SHARED = new ConcurrentHashMap<>();

    @Override
    List<Row> rows() {
        return Stream.of(connections(), broadcasts(), queues()).flatMap(List::stream).toList();
    }

    private static List<Row> connections() {
        return List.of(
                one("RedisChannels.connect(RedisOptions)", () -> RedisChannels.connect(RedisPeer.options())
                        .doOnNext(RedisChannels::close)),
                source("RedisChannels.drain(Duration)", n -> RedisChannels.connect(RedisPeer.options())
                        .flatMap(redis -> redis.drain(Duration.ofSeconds(10))))
                        .atMost(0),
                source("RedisChannels.states()", n -> RedisPeer.channels().states().take(n)).atMost(1),
                one("RedisChannels.broadcast(String,ValueCodec,BroadcastSettings)", () -> RedisPeer.channels()
                        .broadcast("tck-opened", RedisPeer.NUMBERS, RedisPeer.BROADCAST))
                        .alsoFor(
                                "RedisChannels.broadcast(String,ValueCodec,int)",
                                "RedisChannels.broadcast(String,ValueCodec,Undecodable,BroadcastSettings)"),
                one("RedisChannels.queue(String,ValueCodec,QueueSettings)", () -> RedisPeer.channels()
                        .queue("tck-queue", RedisPeer.NUMBERS, RedisPeer.QUEUE))
                        .alsoFor("RedisChannels.queue(String,ValueCodec,Undecodable,QueueSettings)"));
    }

    private static List<Row> broadcasts() {
        return List.of(
                source("RedisBroadcast.abandoned()", n -> sharedBroadcast().abandoned()).atMost(0),
                source("RedisBroadcast.closed()", n -> closed(0).closed()).atMost(0),
                one("RedisBroadcast.kept()", () -> sharedBroadcast().kept()),
                source("RedisBroadcast.receiver()", n -> received(n, RedisBroadcast::receiver))
                        .alsoFor("RedisBroadcast.receiver(Lag)")
                        .atMost(FEW_ITEMS),
                source("RedisBroadcast.receiver(LongFunction)", n -> received(n, room -> room.receiver(gap -> -1)))
                        .atMost(FEW_ITEMS),
                source("RedisBroadcast.numbered(Start,Lag)", n -> closed(n).numbered(Start.sequence(1), Lag.fail()))
                        .alsoFor("RedisBroadcast.receiver(Start,Lag)")
                        .atMost(MOST_ITEMS),
                source("RedisBroadcast.replay(int)", n -> closed(n).replay(64))
                        .alsoFor("RedisBroadcast.replay(int,Lag)")
                        .atMost(FEW_ITEMS),
                source("RedisBroadcast.send(Object)", n -> sharedBroadcast().send(1)).atMost(0),
                source("RedisBroadcast.sendAll(Publisher)", n -> sharedBroadcast().sendAll(Many.range(0, 10)))
                        .atMost(0));
    }

    private static List<Row> queues() {
        return List.of(
                source("RedisQueue.closed()", n -> closedQueue().closed()).atMost(0),
                source("RedisQueue.receiver()", RedisTckTest::worked).atMost(FEW_ITEMS),
                source("RedisQueue.send(Object)", n -> sharedQueue().send(1)).atMost(0),
                source("RedisQueue.sendAll(Publisher)", n -> sharedQueue().sendAll(Many.range(0, 10))).atMost(0),
                one("RedisQueue.size()", () -> sharedQueue().size()),
                source("Delivery.acknowledge()", n -> answered(Delivery::acknowledge))
                        .named("on Redis")
                        .atMost(0),
                source("Delivery.delay(Duration)", n -> answered(job -> job.delay(Duration.ofMinutes(1))))
                        .named("on Redis")
                        .atMost(0),
                source("Delivery.reject()", n -> answered(Delivery::reject)).named("on Redis").atMost(0));
    }

    /** Makes a row of a method that returns one item. */
    private static Row one(String method, Supplier<One<?>> use) {
        return source(method, n -> use.get().filter(item -> n == 1)).atMost(1);
    }

    @SuppressWarnings("unchecked") // each name has one type
    private static <T> T shared(String name, Supplier<T> make) {
        return (T) SHARED.computeIfAbsent(name, missing -> make.get());
    }

    private static RedisBroadcast<Integer> sharedBroadcast() {
        return shared("broadcast", RedisPeer::broadcast);
    }

    private static RedisQueue<Integer> sharedQueue() {
        return shared("queue", RedisPeer::queue);
    }

    private static RedisQueue<Integer> closedQueue() {
        return shared("closed queue", () -> {
            RedisQueue<Integer> queue = RedisPeer.queue();
            queue.close();
            return queue;
        });
    }

    private static RedisBroadcast<Integer> closed(long n) {
        return CLOSED.computeIfAbsent(n, missing -> {
            RedisBroadcast<Integer> room = RedisPeer.broadcast();
            Many.range(0, (int) n).sendTo(room).block();
            room.close();
            return room;
        });
    }

    private static Publisher<Integer> received(long n, Function<RedisBroadcast<Integer>, Many<Integer>> receiver) {
        RedisBroadcast<Integer> room = RedisPeer.broadcast();
        return subscriber -> {
            receiver.apply(room).subscribe(subscriber);
            Many.range(0, (int) n).sendTo(room).doOnComplete(room::close).toFuture();
        };
    }

    private static Publisher<Integer> worked(long n) {
        RedisQueue<Integer> queue = RedisPeer.queue();
        Many.range(0, (int) n).sendTo(queue).block();
        queue.close();
        return queue.receiver()
                .doOnNext(job -> job.acknowledge().toFuture())
                .map(Delivery::value);
    }

    private static One<Void> answered(Function<Delivery<Integer>, One<Void>> answer) {
        RedisQueue<Integer> queue = shared("answered", RedisPeer::queue);
        return queue.send(1).then(queue.receiver().next().flatMap(answer::apply));
    }
}
