package io.nagare.nats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.One;
import io.nagare.channels.ConnectionState;
import io.nagare.channels.Delivery;
import io.nagare.nats.failure.NatsRefusedException;
import io.nagare.policy.Retry;
import io.nagare.value.ValueCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What users can do that have the permissions of the page, and what the others are told. */
class NatsPermissionsTest {

    private static final ValueCodec<String> TEXT = ValueCodec.text();
    private static final QueueSettings QUEUE = QueueSettings.bounded(16);

    private static Path configuration;
    private static NatsServer server;

    private static String denied(String user, String publish, String subscribe) {
        return "{user: " + user + ", password: x, permissions: {publish: {deny: [" + publish
                + "]}, subscribe: {deny: [" + subscribe + "]}}}\n";
    }

    private static String allowed(String user, String publish, String subscribe) {
        return "{user: " + user + ", password: x, permissions: {publish: [" + publish + "], subscribe: [" + subscribe
                + "]}}\n";
    }

    private static String api(String stream, boolean keys) {
        String all = "'$JS.API.INFO', '$JS.API.STREAM.INFO.s', '$JS.API.STREAM.CREATE.s', '$JS.API.CONSUMER.*.s.>', "
                + "'$JS.API.CONSUMER.MSG.NEXT.s.>', ";
        String more = keys ? "'$JS.API.STREAM.MSG.GET.s'" : "'$JS.API.STREAM.UPDATE.s', '$JS.ACK.s.>'";
        return (all + more).replace(".s", "." + stream).replace("'", "\"");
    }

    @BeforeAll
    static void startServer() throws Exception {
        String users = "{user: all, password: x}\n"
                + denied("nosend", "\"chat\", \"jobs\", \"ask\", \"$KV.bucket.>\"", "")
                + denied("noupdate", "\"$JS.API.STREAM.UPDATE.>\"", "")
                + denied("noend", "\"mark.$end\"", "")
                + denied("noconsumer", "\"$JS.API.CONSUMER.>\"", "")
                + denied("nonext", "\"$JS.API.CONSUMER.MSG.NEXT.>\"", "")
                + denied("noack", "\"$JS.ACK.>\"", "")
                + denied("noapi", "\"$JS.API.>\"", "")
                + denied("noinbox", "", "\"_INBOX.>\"")
                + denied("nosubscribe", "", "\"ask\"")
                + denied("noreply", "\"_INBOX.>\"", "")
                + allowed("broadcast", api("b", false) + ", \"b\", \"b.$end\"", "\"_INBOX.>\", \"b.$end\"")
                + allowed("paced", api("p", false) + ", \"p\", \"p.$end\"", "\"_INBOX.>\", \"p.$end\"")
                + allowed("queue", api("q", false) + ", \"q\", \"q.$end\"", "\"_INBOX.>\", \"q.$end\"")
                + allowed("watch", api("KV_w", true) + ", \"$KV.w.key\"", "\"_INBOX.>\", \"w.$end\"")
                + allowed("asker", "\"$JS.API.INFO\", \"r\"", "\"_INBOX.>\"")
                + allowed("answerer", "\"$JS.API.INFO\", \"_INBOX.>\"", "\"_INBOX.>\", \"r\"");
        configuration = Files.createTempFile("nats", ".conf");
        Files.writeString(configuration, "authorization { users = [\n" + users + "] }\n");
        server = NatsServer.start(List.of("-js", "-c", configuration.toString()));
        try (NatsChannels nats = connect("all")) {
            nats.broadcast("chat", TEXT, 16).block().send("kept").block();
            nats.queue("jobs", TEXT, QUEUE).block().send("kept").block();
            nats.watch("bucket", "key", TEXT, "kept").block();
        }
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (server != null) {
            server.close();
        }
        Files.deleteIfExists(configuration);
    }

    private static NatsChannels connect(String user) {
        return NatsChannels.connect(server.options().configure(builder -> builder.userInfo(user, "x"))).block();
    }

    private static void assertRefused(String subject, One<?> what) {
        CompletableFuture<?> outcome = what.toFuture();
        ExecutionException failure = assertThrows(ExecutionException.class, () -> outcome.get(9, TimeUnit.SECONDS));
        NatsRefusedException refused = assertInstanceOf(NatsRefusedException.class, failure.getCause());
        String message = refused.getMessage();
        assertTrue(message.contains("ermissions ") && message.contains(subject), message);
    }

    @Test
    void whatMayNotBeSentFails() throws Exception {
        try (NatsChannels nats = connect("nosend")) {
            assertRefused("\"chat\"", nats.broadcast("chat", TEXT, 16).block().send("no"));
            assertRefused("\"jobs\"", nats.queue("jobs", TEXT, QUEUE).block().send("no"));
            assertRefused("\"ask\"", nats.requests("ask", TEXT, TEXT).ask("no", Duration.ofSeconds(30)));
            assertRefused("\"$KV.bucket.other\"", nats.watch("bucket", "other", TEXT, "no"));
            NatsWatch<String> watch = nats.watch("bucket", "key", TEXT, "no").block();
            assertEquals("kept", watch.value());
            assertRefused("\"$KV.bucket.key\"", watch.send("no"));
            assertInstanceOf(NatsRefusedException.class, nats.state().failure());
            assertEquals(ConnectionState.Phase.CONNECTED, nats.state().phase());
            assertEquals("kept", nats.broadcast("chat", TEXT, 16).block().replay(1).next().block());
        }
    }

    @Test
    void anEndThatIsDeniedFails() throws Exception {
        try (NatsChannels nats = connect("noupdate")) {
            NatsQueue<String> queue = nats.queue("unchanged", TEXT, QUEUE).block();
            queue.close();
            assertRefused("$JS.API.STREAM.UPDATE.unchanged", queue.closed());
        }
        try (NatsChannels nats = connect("noend")) {
            NatsBroadcast<String> room = nats.broadcast("mark", TEXT, 16).block();
            room.close();
            assertRefused("mark.$end", room.closed());
        }
    }

    @Test
    void receiversThatAreDeniedFail() throws Exception {
        try (NatsChannels nats = connect("noconsumer")) {
            assertRefused("$JS.API.CONSUMER.CREATE.chat", nats.broadcast("chat", TEXT, 16).block().replay(1).next());
            assertRefused("$JS.API.CONSUMER.INFO.jobs", nats.queue("jobs", TEXT, QUEUE));
            assertRefused(
                    "$JS.API.CONSUMER.",
                    nats.paced("p2", TEXT, PacedSettings.paced(16)).block().receiver().next());
        }
        try (NatsChannels nats = connect("nonext")) {
            assertRefused("MSG.NEXT", nats.broadcast("chat", TEXT, 16).block().replay(1).next());
            assertRefused("MSG.NEXT", nats.queue("jobs", TEXT, QUEUE).block().receiver().next());
        }
        try (NatsChannels nats = connect("noack")) {
            NatsQueue<String> queue = nats.queue("jobs", TEXT, QUEUE).block();
            assertRefused("$JS.ACK.jobs.workers", queue.receiver().flatMap(Delivery::acknowledge).then());
        }
        try (NatsChannels nats = connect("nosubscribe")) {
            assertRefused("\"ask\"", nats.requests("ask", TEXT, TEXT).receiver().next());
        }
    }

    @Test
    void aUserWithoutTheApiOrAnInboxIsToldAtOnce() {
        for (String user : List.of("noapi", "noinbox")) {
            NatsRefusedException failure = assertThrows(NatsRefusedException.class, () -> connect(user));
            assertTrue(failure.getMessage().contains("ermissions "), failure.getMessage());
        }
    }

    @Test
    void anAnswerThatIsDeniedIsAState() throws Exception {
        try (NatsChannels asking = connect("all");
                NatsChannels answering = connect("noreply")) {
            CompletableFuture<?> shown = answering
                    .states()
                    .filter(state -> state.failure() instanceof NatsRefusedException)
                    .next()
                    .toFuture();
            CompletableFuture<?> asked = askSomebody(asking, "mute", answering).toFuture();
            shown.get(20, TimeUnit.SECONDS);
            asked.cancel(true);
        }
    }

    private static One<String> askSomebody(NatsChannels asking, String subject, NatsChannels answering) {
        answering.requests(subject, TEXT, TEXT).receiver().subscribe(request -> request.answer("yes"), closed -> {});
        NatsRequests<String, String> there = asking.requests(subject, TEXT, TEXT);
        return One.defer(() -> there.ask("?", Duration.ofSeconds(20)))
                .retry(Retry.forever().backoff(Duration.ofMillis(5), Duration.ofMillis(50)));
    }

    @Test
    void thePermissionsOfThePageAreEnough() throws Exception {
        try (NatsChannels nats = connect("broadcast")) {
            NatsBroadcast<String> room = nats.broadcast("b", TEXT, 16).block();
            room.send("1").block();
            assertEquals("1", room.replay(1).next().block());
            room.close();
            room.closed().toFuture().get(20, TimeUnit.SECONDS);
        }
        try (NatsChannels nats = connect("paced")) {
            NatsPacedBroadcast<String> room = nats.paced("p", TEXT, PacedSettings.paced(1)).block();
            CompletableFuture<List<String>> taken = room.receiver().take(3).collectList().toFuture();
            for (int i = 0; i < 3; i++) {
                room.send("" + i).block();
            }
            assertEquals(List.of("0", "1", "2"), taken.get(20, TimeUnit.SECONDS));
            room.close();
            room.closed().toFuture().get(20, TimeUnit.SECONDS);
        }
        try (NatsChannels nats = connect("queue")) {
            NatsQueue<String> queue = nats.queue("q", TEXT, QUEUE).block();
            queue.send("1").block();
            queue.close();
            queue.receiver().flatMap(Delivery::acknowledge).then().toFuture().get(20, TimeUnit.SECONDS);
        }
        try (NatsChannels nats = connect("watch")) {
            NatsWatch<String> watch = nats.watch("w", "key", TEXT, "0").block();
            watch.send("1").block();
            watch.close();
            assertEquals(List.of("1"), watch.receiver().collectList().toFuture().get(20, TimeUnit.SECONDS));
        }
        try (NatsChannels asking = connect("asker");
                NatsChannels answering = connect("answerer")) {
            assertEquals("yes", askSomebody(asking, "r", answering).toFuture().get(20, TimeUnit.SECONDS));
            assertEquals(null, asking.state().failure());
            assertEquals(null, answering.state().failure());
        }
    }
}
