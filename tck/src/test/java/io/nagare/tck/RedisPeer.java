package io.nagare.tck;

import io.nagare.redis.BroadcastSettings;
import io.nagare.redis.QueueSettings;
import io.nagare.redis.RedisBroadcast;
import io.nagare.redis.RedisChannels;
import io.nagare.redis.RedisOptions;
import io.nagare.redis.RedisQueue;
import io.nagare.redis.RedisServer;
import io.nagare.value.ValueCodec;
import java.util.concurrent.atomic.AtomicInteger;

/** Channels on one redis-server for all tests of this JVM, which ends with it. Without a server, tests are skipped. */
final class RedisPeer {

    static final ValueCodec<Integer> NUMBERS = ValueCodec.text().map(Integer::valueOf, Object::toString);

    /** More values than any test sends. */
    static final QueueSettings QUEUE = QueueSettings.bounded(1 << 16);

    static final BroadcastSettings BROADCAST = BroadcastSettings.lagging(64);

    private static final AtomicInteger NAMES = new AtomicInteger();

    /** Started when a test needs it. */
    private static final class Running {

        static final RedisServer SERVER = RedisServer.untilTheEnd();
        static final RedisChannels CHANNELS = RedisChannels.connect(SERVER.options()).block();
    }

    private RedisPeer() {}

    static RedisOptions options() {
        RedisServer.assumeThere();
        return Running.SERVER.options();
    }

    static RedisChannels channels() {
        RedisServer.assumeThere();
        return Running.CHANNELS;
    }

    static String newName() {
        return "tck-" + NAMES.incrementAndGet();
    }

    static RedisBroadcast<Integer> broadcast() {
        return channels().broadcast(newName(), NUMBERS, BROADCAST).block();
    }

    static RedisQueue<Integer> queue() {
        return channels().queue(newName(), NUMBERS, QUEUE).block();
    }
}
