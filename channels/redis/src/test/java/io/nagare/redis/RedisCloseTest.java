package io.nagare.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.nagare.Nagare;
import io.nagare.channels.ConnectionState;
import io.nagare.failure.TimedOutException;
import io.nagare.redis.failure.RedisClosedException;
import io.nagare.redis.failure.RedisRefusedException;
import io.nagare.value.ValueCodec;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A channel that is closed ends for everybody, whatever happens to the program that closed it. */
class RedisCloseTest {

    private static final QueueSettings FEW = QueueSettings.bounded(5);

    @RegisterExtension
    static final SharedServer SERVER = new SharedServer();

    private static <E extends Throwable> E failure(Class<E> type, CompletableFuture<?> future) {
        return assertInstanceOf(
                type, assertThrows(ExecutionException.class, () -> future.get(20, TimeUnit.SECONDS)).getCause());
    }

    private static void done(CompletableFuture<?> future) throws Exception {
        future.get(20, TimeUnit.SECONDS);
    }

    /** Both wait until another program has heard of the end. */
    private void assertEnd(int round, boolean drains) throws Exception {
        RedisBroadcast<String> room = SERVER.redis().broadcast("room" + round, ValueCodec.text(), 16).block();
        RedisQueue<String> jobs = SERVER.redis().queue("jobs" + round, ValueCodec.text(), FEW).block();
        RedisChannels closing = SERVER.connect();
        RedisBroadcast<String> sameRoom = closing.broadcast("room" + round, ValueCodec.text(), 16).block();
        RedisQueue<String> sameJobs = closing.queue("jobs" + round, ValueCodec.text(), FEW).block();
        sameRoom.close();
        sameJobs.close();
        if (drains) {
            done(closing.drain(Duration.ofSeconds(20)).toFuture());
            assertEquals("1", SERVER.commands().exists("nagare:{room" + round + "}").toString());
            assertEquals("0", SERVER.commands().hget("nagare:{room" + round + "}", "end"), "round " + round);
            assertEquals("0", SERVER.commands().hget("nagare:{jobs" + round + "}", "end"), "round " + round);
        } else {
            closing.close();
        }
        done(room.closed().toFuture());
        done(jobs.closed().toFuture());
    }

    @Test
    void closingTheChannelsAtOnceBringsTheEnd() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertEnd(i, false);
        }
    }

    @Test
    void drainingWaitsForTheEnd() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertEnd(i, true);
        }
    }

    /** The answer to the last value comes only when the server goes on. */
    @Test
    void drainingWaitsForTheValuesAndTheEndBehindThem() throws Exception {
        try (RedisServer server = RedisServer.start();
                RedisChannels staying = RedisChannels.connect(server.options()).block();
                RedisChannels closing = RedisChannels.connect(server.options()).block()) {
            RedisBroadcast<String> room = staying.broadcast("room", ValueCodec.text(), 16).block();
            RedisBroadcast<String> same = closing.broadcast("room", ValueCodec.text(), 16).block();
            server.signal("STOP");
            CompletableFuture<Void> sent = same.send("a").toFuture();
            same.close();
            CompletableFuture<Void> drained = closing.drain(Duration.ofSeconds(60)).toFuture();
            server.signal("CONT");
            done(sent);
            done(drained);
            done(room.closed().toFuture());
            assertEquals("a", room.replay(1).next().block());
        }
    }

    /** A server without memory refuses it. The refusal is told, and then the end is there without another call. */
    @Test
    void anEndThatIsRefusedIsToldAndTriedAgain() throws Exception {
        try (RedisServer server = RedisServer.start();
                RedisChannels redis = RedisChannels.connect(server.options()).block();
                RedisChannels staying = RedisChannels.connect(server.options()).block()) {
            RedisBroadcast<String> room = redis.broadcast("room", ValueCodec.text(), 16).block();
            RedisQueue<String> jobs = redis.queue("jobs", ValueCodec.text(), FEW).block();
            RedisBroadcast<String> sameRoom = staying.broadcast("room", ValueCodec.text(), 16).block();
            CompletableFuture<Void> received = sameRoom.receiver().then().toFuture();
            sameRoom.kept().block();
            RedisClient client = RedisClient.create(server.url());
            try (StatefulRedisConnection<String, String> connection = client.connect()) {
                connection.sync().configSet("maxmemory", "1");
                room.close();
                jobs.close();
                assertTrue(failure(RedisRefusedException.class, room.closed().toFuture())
                        .getMessage()
                        .contains("OOM"));
                failure(RedisRefusedException.class, jobs.closed().toFuture());
                room.close();
                failure(RedisRefusedException.class, room.closed().toFuture());
                connection.sync().configSet("maxmemory", "0");
                done(received);
                room.close();
                done(room.closed().toFuture());
                RedisQueue<String> sameJobs = staying.queue("jobs", ValueCodec.text(), FEW).block();
                done(sameJobs.closed().toFuture());
            } finally {
                client.shutdown();
            }
        }
    }

    @Test
    void whoWaitsForTheEndIsToldThatTheConnectionIsClosed() throws Exception {
        RedisChannels redis = SERVER.connect();
        RedisBroadcast<String> room = redis.broadcast("room", ValueCodec.text(), 16).block();
        RedisQueue<String> jobs = redis.queue("jobs", ValueCodec.text(), FEW).block();
        CompletableFuture<Void> waiting = room.closed().toFuture();
        redis.close();
        failure(RedisClosedException.class, waiting);
        failure(RedisClosedException.class, room.closed().toFuture());
        failure(RedisClosedException.class, jobs.closed().toFuture());
    }

    /** The server does not answer, so each opening waits until it is cancelled. */
    @Test
    void anOpeningThatIsCancelledLeavesNothing() throws Exception {
        try (RedisServer server = RedisServer.start();
                RedisChannels redis = RedisChannels.connect(server.options()).block()) {
            redis.broadcast("room", ValueCodec.text(), 16).block();
            server.signal("STOP");
            for (int i = 0; i < 10; i++) {
                CompletableFuture<?> opening = redis.broadcast("room" + i, ValueCodec.text(), 16)
                        .timeout(Duration.ofMillis(10))
                        .toFuture();
                failure(TimedOutException.class, opening);
            }
            server.kill();
            redis.states().filter(state -> state.phase() == ConnectionState.Phase.RECONNECTING).next().block();
            failure(
                    TimedOutException.class,
                    redis.queue("jobs", ValueCodec.text(), FEW).timeout(Duration.ofMillis(10)).toFuture());
            assertEquals(1, redis.channels());
        }
    }

    @Test
    void whoWaitsForTheEndIsToldThatTheRuntimeIsClosed() throws Exception {
        CompletableFuture<Void> waiting;
        try (Nagare runtime = Nagare.multiThread().workers(1).start()) {
            RedisChannels redis = runtime.blockOn(RedisChannels.connect(SERVER.options()));
            waiting = runtime.blockOn(redis.queue("jobs", ValueCodec.text(), FEW)).closed().toFuture();
        }
        failure(RedisClosedException.class, waiting);
    }
}
