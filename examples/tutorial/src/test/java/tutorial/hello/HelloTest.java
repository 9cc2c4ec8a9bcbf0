package tutorial.hello;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Nagare;
import io.nagare.examples.redis.MiniRedis;
import io.nagare.failure.BlockingCallException;
import io.nagare.net.ServeOptions;
import io.nagare.net.Server;
import io.nagare.net.Tcp;
import java.util.List;
import org.junit.jupiter.api.Test;
import tutorial.Page;
import tutorial.Printed;

class HelloTest {

    @Test
    void itPrintsWhatThePageSays() throws Exception {
        MiniRedis redis = MiniRedis.of(Nagare.current().time(), MiniRedis.Settings.defaults());
        try (Server server = Tcp.serveInBackground("127.0.0.1", 0, redis::client, ServeOptions.defaults()).block()) {
            String printed = Printed.by(Hello::main, Integer.toString(server.port()));
            assertEquals(List.of(printed), Page.of("01-hello.md").blocks("text"));
        }
    }

    @Test
    void withoutAServerItSaysSo() throws Exception {
        int port;
        try (Server server = Tcp.serveInBackground("127.0.0.1", 0, peer -> peer.closed()).block()) {
            port = server.port();
        }
        BlockingCallException failure =
                assertThrows(BlockingCallException.class, () -> Printed.by(Hello::main, Integer.toString(port)));
        assertTrue(failure.getMessage().contains("refused"), failure.getMessage());
    }
}
