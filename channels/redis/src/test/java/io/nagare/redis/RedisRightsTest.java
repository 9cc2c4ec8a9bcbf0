package io.nagare.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.nagare.channels.Delivery;
import io.nagare.redis.failure.RedisRefusedException;
import io.nagare.value.ValueCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a user of the server must be allowed to do, and what a program is told that may not. */
class RedisRightsTest {

    /** As the page on Redis says it. */
    private static final String RIGHTS = "~nagare:* &nagare:* +@connection +@scripting +@stream +@hash +@sortedset "
            + "+@pubsub +info +type +exists +get +set +time +memory|usage";

    private static RedisServer server;

    @BeforeAll
    static void startServer() throws Exception {
        server = RedisServer.start(List.of());
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    private static RedisOptions user(String rights) {
        RedisClient client = RedisClient.create(server.url());
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            CommandArgs<String, String> args = new CommandArgs<>(StringCodec.UTF8);
            List<String> words = new ArrayList<>(List.of("SETUSER", "ann", "reset", "on", ">secret"));
            words.addAll(List.of(rights.split(" ")));
            words.forEach(args::add);
            connection.sync().dispatch(CommandType.ACL, new StatusOutput<>(StringCodec.UTF8), args);
        } finally {
            client.shutdown();
        }
        return RedisOptions.of("redis://ann:secret@127.0.0.1:" + server.port());
    }

    private static void assertRefused(String says, Executable call) {
        String message = assertThrows(RedisRefusedException.class, call).getMessage();
        assertTrue(message.contains(says), message);
    }

    @Test
    void theRightsOnThePageAreEnough() throws Exception {
        String page = Files.readString(Path.of("../../docs/redis.md")).replace('\n', ' ');
        assertTrue(page.contains(RIGHTS), "the page has other rights");
        try (RedisChannels redis = RedisChannels.connect(user(RIGHTS)).block()) {
            RedisBroadcast<String> room = redis.broadcast("room", ValueCodec.text(), 16).block();
            room.send("a").block();
            assertEquals("a", room.replay(1).next().block());
            assertEquals(1, room.kept().block().last());
            room.close();
            room.closed().toFuture().get(20, TimeUnit.SECONDS);
            QueueSettings settings = QueueSettings.bounded(5).answeringWithin(Duration.ofMillis(50));
            RedisQueue<String> jobs = redis.queue("jobs", ValueCodec.text(), settings).block();
            jobs.send("b").block();
            Delivery<String> first = jobs.receiver().next().block();
            first.delay(Duration.ZERO).block();
            Delivery<String> again = jobs.receiver().next().block();
            assertEquals(2, again.attempt());
            again.acknowledge().block();
            assertEquals(0, jobs.size().block());
            jobs.close();
            jobs.closed().toFuture().get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void theCommandThatIsMissingIsNamed() {
        for (String right : List.of("type", "exists", "get", "set", "time", "memory|usage")) {
            RedisOptions options = user(RIGHTS.replace(" +" + right, ""));
            try (RedisChannels redis = RedisChannels.connect(options).block()) {
                assertRefused("The command is " + right.toUpperCase(Locale.ROOT), () -> {
                    RedisBroadcast<String> room =
                            redis.broadcast("without-" + right.charAt(0), ValueCodec.text(), 16).block();
                    room.send("a").block();
                    room.kept().block();
                });
            }
        }
    }

    @Test
    void aUserWithoutRightsIsRefusedWhenItConnects() {
        assertRefused("script|load", () -> RedisChannels.connect(user(RIGHTS.replace("+@scripting ", "")))
                .block());
        assertRefused("channel", () -> RedisChannels.connect(user(RIGHTS.replace("&nagare:*", "&other:*")))
                .block());
    }

    @Test
    void aChannelWhoseNoticesAreForbiddenIsNotOpened() {
        RedisOptions options = user(RIGHTS.replace("&nagare:*", "&nagare:beat:*"));
        try (RedisChannels redis = RedisChannels.connect(options).block()) {
            assertRefused("NOPERM", () -> redis.broadcast("deaf", ValueCodec.text(), 16).block());
        }
    }
}
