package io.nagare.examples.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.Transaction;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.SetParams;

/** Redis's own client libraries for Java, with all that they ask at the start. */
class ClientLibrariesTest {

    @Test
    void jedisWorks() throws Exception {
        try (RunningRedis redis = new RunningRedis();
                Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            assertEquals("PONG", jedis.ping());
            assertEquals("OK", jedis.set("a", "1", SetParams.setParams().nx().ex(100)));
            assertNull(jedis.set("a", "2", SetParams.setParams().nx()));
            assertEquals(2, jedis.incr("a"));
            assertEquals(100, jedis.ttl("a"), 1);
            jedis.hset("h", Map.of("f", "v", "g", "w"));
            assertEquals(Map.of("f", "v", "g", "w"), jedis.hgetAll("h"));
            jedis.rpush("l", "x", "y", "z");
            assertEquals(List.of("x", "y", "z"), jedis.lrange("l", 0, -1));
            assertEquals(
                    "WRONGTYPE Operation against a key holding the wrong kind of value",
                    assertThrows(JedisDataException.class, () -> jedis.get("l")).getMessage());
            Pipeline pipeline = jedis.pipelined();
            List<Response<Long>> sums = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                sums.add(pipeline.incr("n"));
            }
            pipeline.sync();
            assertEquals(1000, sums.get(999).get());
            Transaction transaction = jedis.multi();
            transaction.incr("n");
            transaction.get("n");
            assertEquals(List.of(1001L, "1001"), transaction.exec());
        }
    }

    @Test
    void jedisSubscribes() throws Exception {
        try (RunningRedis redis = new RunningRedis();
                Jedis hears = new Jedis("127.0.0.1", redis.port());
                Jedis says = new Jedis("127.0.0.1", redis.port())) {
            List<String> heard = new ArrayList<>();
            hears.psubscribe(new JedisPubSub() {
                @Override
                public void onPSubscribe(String pattern, int subscribedChannels) {
                    says.publish("news", "hello");
                }

                @Override
                public void onPMessage(String pattern, String channel, String message) {
                    heard.add(pattern + " " + channel + " " + message);
                    punsubscribe();
                }
            }, "n*");
            assertEquals(List.of("n* news hello"), heard);
            assertEquals("PONG", hears.ping());
        }
    }

    @Test
    void lettuceWorks() throws Exception {
        try (RunningRedis redis = new RunningRedis();
                RedisClient client = RedisClient.create("redis://127.0.0.1:" + redis.port());
                StatefulRedisConnection<String, String> connection = client.connect()) {
            RedisCommands<String, String> commands = connection.sync();
            assertEquals("PONG", commands.ping());
            assertEquals("OK", commands.set("a", "1"));
            assertEquals("1", commands.setGet("a", "2"));
            assertNull(commands.get("nothing"));
            commands.hset("h", Map.of("f", "v"));
            assertEquals(Map.of("f", "v"), commands.hgetall("h"));
            commands.lpush("l", "x");
            assertThrows(RedisCommandExecutionException.class, () -> commands.incr("l"));
            commands.multi();
            commands.incr("a");
            commands.lpop("l");
            assertEquals(List.of(3L, "x"), commands.exec().stream().toList());
            List<RedisFuture<Long>> sums = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                sums.add(connection.async().incr("n"));
            }
            assertEquals(1000, sums.get(999).get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void lettuceSubscribes() throws Exception {
        try (RunningRedis redis = new RunningRedis();
                RedisClient client = RedisClient.create("redis://127.0.0.1:" + redis.port());
                StatefulRedisConnection<String, String> says = client.connect();
                StatefulRedisPubSubConnection<String, String> hears = client.connectPubSub()) {
            BlockingQueue<String> heard = new LinkedBlockingQueue<>();
            hears.addListener(new RedisPubSubAdapter<>() {
                @Override
                public void message(String channel, String message) {
                    heard.add(channel + " " + message);
                }
            });
            hears.sync().subscribe("news");
            assertEquals(1, says.sync().publish("news", "hello"));
            assertEquals("news hello", heard.poll(20, TimeUnit.SECONDS));
            hears.sync().unsubscribe("news");
            assertEquals(0, says.sync().publish("news", "hello"));
        }
    }
}
