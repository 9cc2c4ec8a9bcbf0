package tutorial.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.Task;
import io.nagare.codec.Framed;
import io.nagare.examples.redis.client.MiniRedisClient;
import io.nagare.examples.redis.resp.Request;
import io.nagare.examples.redis.resp.RespLimits;
import io.nagare.examples.redis.resp.Value;
import io.nagare.net.Tcp;
import io.nagare.testing.simulation.Host;
import io.nagare.testing.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tutorial.Listening;
import tutorial.Page;
import tutorial.Printed;
import tutorial.RedisCli;

class StreamsTest {

    private final PublishingRedis redis = new PublishingRedis();
    private final Listening listening = new Listening();
    private Task<Void> serving;

    @BeforeEach
    void serve() {
        serving = Nagare.current().spawn(redis.serve(0, listening.options()));
    }

    @AfterEach
    void end() {
        serving.abort();
    }

    @Test
    void theProgramsPrintWhatThePageSays() throws Exception {
        int port = listening.port();
        StringBuilder publishing = new StringBuilder();
        List<Value> heard = listen("127.0.0.1", port, "SUBSCRIBE news").take(2)
                .doOnNext(value -> {
                    if (publishing.isEmpty()) {
                        publishing.append("once");
                        Nagare.current().spawnBlocking(() -> {
                            publishing.replace(0, 4, RedisCli.session(port, "PUBLISH news hello"));
                            return null;
                        });
                    }
                })
                .collectList()
                .block();
        String shown = heard.stream().map(RedisCli::show).collect(Collectors.joining());
        assertEquals(
                List.of(Printed.by(Numbers::main), "127.0.0.1:7000> SUBSCRIBE news\n" + shown, publishing.toString()),
                Page.of("08-streams.md").blocks("text"));
    }

    private static Many<Value> listen(String host, int port, String request) {
        return Tcp.connecting(host, port, peer -> {
            Framed<Value, Request> messages =
                    peer.framed(io.nagare.examples.redis.resp.Resp.client(RespLimits.defaults()));
            return messages.write(Request.of(request.split(" "))).thenMany(messages.read());
        });
    }

    @Test
    void aClientThatLeavesListensNoMore() throws Exception {
        List<Value> welcomes = listen("127.0.0.1", listening.port(), "SUBSCRIBE a b c").take(3).collectList().block();
        assertEquals(3, welcomes.size());
        // The server learns of the client's end a little later.
        String nobody = "127.0.0.1:7000> PUBLISH a 1\n(integer) 0\n";
        while (!RedisCli.session(listening.port(), "PUBLISH a 1").equals(nobody)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void nothingIsMissedThatIsPublishedAfterTheWelcome() {
        Simulation.forSeeds(30).check(simulation -> {
            simulation.host("server", () -> Tcp.serve("server", 7000, new PublishingRedis()::client));
            simulation.run(Duration.ofMillis(100));
            Host listener = simulation.host("listener");
            Host talker = simulation.host("talker");
            List<Value> heard = new ArrayList<>();
            Task<Void> listening = listener.spawn(
                    () -> listen("server", 7000, "SUBSCRIBE news").take(2).doOnNext(heard::add).then());
            simulation.runUntil(() -> heard.size() == 1, Duration.ofMinutes(1));
            Value reached = talker.blockOn(() -> MiniRedisClient.connecting(
                            "server", 7000, redis -> redis.call(Request.of("PUBLISH", "news", "hello")))
                    .next());
            assertEquals(Value.of(1), reached);
            listener.blockOn(() -> listening);
            assertEquals("1) \"message\"\n2) \"news\"\n3) \"hello\"\n", RedisCli.show(heard.get(1)));
        });
    }
}
