package io.nagare.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lettuce.core.XAddArgs;
import io.nagare.channels.Delivery;
import io.nagare.redis.failure.ChannelSettingsException;
import io.nagare.value.ValueCodec;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Another program writes or deletes what belongs to a channel. That is named, or mended; nobody waits for ever. */
class RedisForeignTest {

    @RegisterExtension
    static final SharedServer SERVER = new SharedServer();

    private static RedisQueue<String> queue(RedisChannels redis) {
        return redis.queue("jobs", ValueCodec.text(), QueueSettings.bounded(10).answeringWithin(Duration.ofMillis(100)))
                .block();
    }

    private static void assertNamed(String entry, CompletableFuture<?> future) {
        Throwable failure = assertThrows(ExecutionException.class, () -> future.get(20, TimeUnit.SECONDS)).getCause();
        assertInstanceOf(ChannelSettingsException.class, failure);
        assertTrue(failure.getMessage().contains("nagare:{jobs}:values"), failure.getMessage());
        assertTrue(failure.getMessage().contains("entry " + entry), failure.getMessage());
    }

    private static CompletableFuture<List<String>> acknowledging(RedisQueue<String> jobs) {
        return jobs.receiver()
                .flatMap(job -> job.acknowledge().thenReturn(job.value()))
                .collectList()
                .toFuture();
    }

    @Test
    void aForeignEntryInAQueueFailsAllThatUseIt() throws Exception {
        for (Map<String, String> entry : List.of(
                Map.of("v", "alien"), Map.of("v", "alien", "x", "y"), Map.of("a", "1", "b", "2", "c", "3"))) {
            RedisQueue<String> jobs = queue(SERVER.redis());
            RedisQueue<String> sending = queue(SERVER.redis());
            CompletableFuture<List<String>> received = acknowledging(jobs);
            SERVER.commands().xadd("nagare:{jobs}:values", XAddArgs.Builder.maxlen(10).id("0-2"), entry);
            sending.send("b").block();
            assertNamed("0-2", received);
            assertNamed("0-2", jobs.size().toFuture());
            assertNamed("0-2", jobs.send("c").toFuture());
            assertNamed("0-2", jobs.closed().toFuture());
            // Without the entry the queue goes on.
            SERVER.commands().xdel("nagare:{jobs}:values", "0-2");
            RedisQueue<String> again = queue(SERVER.redis());
            assertEquals("b", again.receiver().next().block().value());
            SERVER.commands().flushall();
        }
    }

    @Test
    void anEntryThatNoValueCanComeBehindFailsAllThatUseIt() throws Exception {
        RedisQueue<String> sending = queue(SERVER.redis());
        RedisQueue<String> asking = queue(SERVER.redis());
        RedisQueue<String> receiving = queue(SERVER.redis());
        sending.send("a").block();
        String id = SERVER.commands().xadd("nagare:{jobs}:values", Map.of("v", "alien"));
        assertNamed(id, acknowledging(receiving));
        assertNamed(id, sending.send("b").toFuture());
        assertNamed(id, asking.size().toFuture());
        assertNamed(id, SERVER.redis()
                .queue("jobs", ValueCodec.text(), QueueSettings.bounded(10).answeringWithin(Duration.ofMillis(100)))
                .toFuture());
    }

    /** The times of values without an answer are made again, so such a value comes again. */
    @Test
    void timesThatWereDeletedAreMadeAgain() throws Exception {
        RedisQueue<String> jobs = queue(SERVER.redis());
        jobs.send("a").block();
        jobs.send("b").block();
        assertEquals(1, jobs.receiver().next().block().attempt());
        assertEquals(1, SERVER.commands().del("nagare:{jobs}:due"));
        Set<String> received = new HashSet<>();
        jobs.close();
        jobs.receiver()
                .flatMap(job -> job.acknowledge().thenReturn(job.value()))
                .doOnNext(received::add)
                .then()
                .toFuture()
                .get(20, TimeUnit.SECONDS);
        assertEquals(Set.of("a", "b"), received);
    }

    @Test
    void aNameWhoseHashAloneWasDeletedSaysWhatElseToDelete() throws Exception {
        RedisQueue<String> jobs = queue(SERVER.redis());
        jobs.send("a").block();
        SERVER.commands().del("nagare:{jobs}");
        ChannelSettingsException left = assertThrows(ChannelSettingsException.class, () -> queue(SERVER.redis()));
        assertTrue(
                left.getMessage().contains("Delete the keys [nagare:{jobs}, nagare:{jobs}:values, nagare:{jobs}:due]"),
                left.getMessage());
        SERVER.commands().del("nagare:{jobs}", "nagare:{jobs}:values", "nagare:{jobs}:due");
        assertEquals(0, queue(SERVER.redis()).size().block());
    }

    @Test
    void aForeignFieldOfTheHashIsNamed() throws Exception {
        for (String field : List.of("last", "capacity")) {
            RedisQueue<String> jobs = queue(SERVER.redis());
            SERVER.commands().hset("nagare:{jobs}", field, "x");
            String message = assertThrows(ChannelSettingsException.class, () -> jobs.size().block()).getMessage();
            assertTrue(message.contains("the key nagare:{jobs} has fields"), message);
            SERVER.commands().hdel("nagare:{jobs}", field);
            assertThrows(ChannelSettingsException.class, () -> queue(SERVER.redis()));
            SERVER.commands().flushall();
        }
    }

    /** A notice that is none of a channel only says that something has changed. */
    @Test
    void aForeignNoticeChangesNothing() throws Exception {
        RedisQueue<String> jobs = queue(SERVER.redis());
        CompletableFuture<Delivery<String>> received = jobs.receiver().next().toFuture();
        for (String text : List.of("v", "v x y", "v 1", "", "e ")) {
            SERVER.commands().publish("nagare:{jobs}", text);
        }
        jobs.send("a").block();
        assertEquals("a", received.get(20, TimeUnit.SECONDS).value());
        assertEquals(1, jobs.size().block());
    }
}
