package io.nagare.nats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.engine.GuideSnippets;
import io.nagare.policy.Flatten;
import io.nagare.policy.Lag;
import io.nagare.value.ValueCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The examples in docs/nats.md. */
@ResourceLock("the shared server")
class NatsGuideTest {

    @RegisterExtension
    static final SharedServer SERVER = new SharedServer();

    @Test
    void everyExampleOfThePageIsHere() throws Exception {
        GuideSnippets.check("nats.md", NatsGuideTest.class);
    }

    @Test
    void aChat() throws Exception {
        List<String> log = new ArrayList<>();
        Many<String> input = Many.just("one", "two");
        String url = SERVER.url();
        NatsChannels nats = NatsChannels.connect(NatsOptions.of(url)).block();
        NatsBroadcast<String> room = nats.broadcast("chat", ValueCodec.text(), 1024).block();
        Many<String> lines = room.receiver(Lag.skip(missed -> log.add(missed + " lines missed")));

        CompletableFuture<List<String>> received = lines.take(3).collectList().toFuture();
        room.send("hello").block();              // completes when the server has it
        input.sendTo(room).block();              // many are on their way at once, in order
        assertEquals(List.of("hello", "one", "two"), received.get(20, TimeUnit.SECONDS));
        nats.close();
        assertEquals(List.of(), log);
    }

    private static One<String> work(String job) {
        return One.just(job + " is done");
    }

    @Test
    void aQueue() throws Exception {
        NatsChannels nats = SERVER.nats();
        NatsQueue<String> jobs = nats.queue("jobs", ValueCodec.text(), QueueSettings.bounded(1_000)).block();
        One<Void> working = jobs.receiver()
                .flatMap(job -> work(job.value()).then(job.acknowledge()), Flatten.concurrency(4))
                .then();

        Many.range(0, 100).map(Object::toString).sendTo(jobs).block();
        jobs.close();
        working.toFuture().get(20, TimeUnit.SECONDS);
        assertEquals(0, jobs.size().block());
    }

    @Test
    void aPacedBroadcast() throws Exception {
        NatsChannels nats = SERVER.nats();
        NatsPacedBroadcast<String> orders = nats.paced("orders", ValueCodec.text(), PacedSettings.paced(1_000)).block();
        Many<String> shown = orders.receiver();
        CompletableFuture<String> first = shown.next().toFuture();
        CompletableFuture<String> second = shown.next().toFuture();
        Many<String> audited = orders.receiver("audit");
        CompletableFuture<String> third = audited.next().toFuture();
        orders.send("42 cups").block();

        assertEquals("42 cups", third.get(20, TimeUnit.SECONDS));
        assertEquals("42 cups", first.get(20, TimeUnit.SECONDS));
        assertEquals("42 cups", second.get(20, TimeUnit.SECONDS));
    }

    private static String priceOf(String what) {
        return what + " costs 3";
    }

    @Test
    void requests() throws Exception {
        NatsChannels nats = SERVER.nats();
        NatsRequests<String, String> prices = nats.requests("prices", ValueCodec.text(), ValueCodec.text());
        prices.receiver().subscribe(request -> request.answerWith(article -> priceOf(article)));
        prices.ask("coffee", Duration.ofSeconds(10)).retry(100).block();
        String price = prices.ask("tea", Duration.ofSeconds(10)).block();

        assertEquals("tea costs 3", price);
    }

    @Test
    void aWatch() throws Exception {
        NatsChannels nats = SERVER.nats();
        NatsWatch<String> level = nats.watch("config", "level", ValueCodec.text(), "info").block();
        Many<String> levels = level.receiver();
        level.modify(now -> now.equals("info") ? "debug" : now).block();

        assertEquals("debug", levels.next().block());
    }

    @Test
    void credentials() throws Exception {
        try (NatsServer server = NatsServer.start(List.of("-js", "--user", "ann", "--pass", "secret"))) {
            String url = server.url();
            NatsOptions options = NatsOptions.of(url)
                    .configure(builder -> builder.userInfo("ann", "secret").connectionName("chat"));
            NatsChannels nats = NatsChannels.connect(options).block();
            assertEquals(1, nats.state().connections());
            nats.close();
        }
    }
}
