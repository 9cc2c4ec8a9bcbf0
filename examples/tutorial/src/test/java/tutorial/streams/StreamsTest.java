package tutorial.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.Task;
import io.nagare.codec.Framed;
import io.nagare.examples.redis.resp.Request;
import io.nagare.examples.redis.resp.RespLimits;
import io.nagare.examples.redis.resp.Value;
import io.nagare.net.Tcp;
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
        List<Value> heard = listen(port, "SUBSCRIBE news").take(2)
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

    private static Many<Value> listen(int port, String request) {
        return Tcp.connecting("127.0.0.1", port, peer -> {
            Framed<Value, Request> messages =
                    peer.framed(io.nagare.examples.redis.resp.Resp.client(RespLimits.defaults()));
            return messages.write(Request.of(request.split(" "))).thenMany(messages.read());
        });
    }

    @Test
    void aClientThatLeavesListensNoMore() throws Exception {
        List<Value> welcomes = listen(listening.port(), "SUBSCRIBE a b c").take(3).collectList().block();
        assertEquals(3, welcomes.size());
        // The server learns of the client's end a little later.
        String nobody = "127.0.0.1:7000> PUBLISH a 1\n(integer) 0\n";
        while (!RedisCli.session(listening.port(), "PUBLISH a 1").equals(nobody)) {
            Thread.onSpinWait();
        }
    }
}
