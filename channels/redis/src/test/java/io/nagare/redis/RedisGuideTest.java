package io.nagare.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lettuce.core.SocketOptions;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.engine.GuideSnippets;
import io.nagare.policy.Flatten;
import io.nagare.policy.Lag;
import io.nagare.value.Undecodable;
import io.nagare.value.ValueCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The examples in docs/redis.md. */
class RedisGuideTest {

    @RegisterExtension
    static final SharedServer SERVER = new SharedServer();

    @Test
    void everyExampleOfThePageIsHere() throws Exception {
        GuideSnippets.check("redis.md", RedisGuideTest.class);
    }

    @Test
    void aChat() throws Exception {
        List<String> log = new ArrayList<>();
        Many<String> input = Many.just("one", "two");
        String url = SERVER.url();
        RedisChannels redis = RedisChannels.connect(RedisOptions.of(url)).block();
        RedisBroadcast<String> room = redis.broadcast("chat", ValueCodec.text(), 1024).block();
        Many<String> lines = room.receiver(Lag.skip(missed -> log.add(missed + " lines missed")));

        CompletableFuture<List<String>> received = lines.take(3).collectList().toFuture();
        room.send("hello").block();              // completes when the server has it
        input.sendTo(room).block();              // many are on their way at once, in order
        assertEquals(List.of("hello", "one", "two"), received.get(20, TimeUnit.SECONDS));
        redis.close();
        assertEquals(List.of(), log);
    }

    private static One<String> work(String job) {
        return One.just(job + " is done");
    }

    @Test
    void aQueue() throws Exception {
        RedisChannels redis = SERVER.redis();
        RedisQueue<String> jobs = redis.queue("jobs", ValueCodec.text(), QueueSettings.bounded(1_000)).block();
        One<Void> working = jobs.receiver()
                .flatMap(job -> work(job.value()).then(job.acknowledge()), Flatten.concurrency(4))
                .then();

        Many.range(0, 100).map(Object::toString).sendTo(jobs).block();
        jobs.close();
        working.toFuture().get(20, TimeUnit.SECONDS);
        assertEquals(0, jobs.size().block());
    }

    @Test
    void aQueueWithAPolicy() throws Exception {
        RedisChannels redis = SERVER.redis();
        List<String> log = new CopyOnWriteArrayList<>();
        ValueCodec<Integer> codec = ValueCodec.text().map(Integer::valueOf, Object::toString);
        QueueSettings settings = QueueSettings.bounded(10);
        RedisQueue<Integer> tolerant =
                redis.queue("jobs", codec, Undecodable.skip((bytes, why) -> log.add(why.toString())), settings).block();

        Many.just("one", "2").sendTo(redis.queue("jobs", ValueCodec.text(), settings).block()).block();
        assertEquals(2, tolerant.receiver().next().block().value());
        assertEquals(1, log.size());
    }

    @Test
    void credentials() throws Exception {
        List<String> users = List.of("--user", "ann", "on", ">secret", "~nagare:*", "&nagare:*", "+@all", "-config");
        try (RedisServer server = RedisServer.start(users)) {
            int port = server.port();
            String url = "redis://ann:secret@localhost:" + port;
            SocketOptions sockets = SocketOptions.builder().tcpNoDelay(true).build();
            RedisOptions options = RedisOptions.of(url).configure(builder -> builder.socketOptions(sockets));
            RedisChannels redis = RedisChannels.connect(options).block();
            assertEquals(1, redis.state().connections());
            redis.broadcast("room", ValueCodec.text(), 10).block().send("hello").block();
            redis.close();
        }
    }
}
