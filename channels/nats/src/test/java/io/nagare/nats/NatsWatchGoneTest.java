package io.nagare.nats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.channel.ChannelClosedException;
import io.nagare.value.ValueCodec;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What becomes of a watch whose message has gone without one that says so. */
@ResourceLock("the shared server")
class NatsWatchGoneTest {

    @RegisterExtension
    static final SharedServer SERVER = new SharedServer();

    private static NatsWatch<String> watch(NatsChannels nats, String initial) {
        return nats.watch("config", "level", ValueCodec.text(), initial).block();
    }

    private static void assertClosed(CompletableFuture<?> change) {
        ExecutionException failure = assertThrows(ExecutionException.class, () -> change.get(20, TimeUnit.SECONDS));
        assertInstanceOf(ChannelClosedException.class, failure.getCause());
    }

    @Test
    void aKeyThatIsGoneIsClosedAndTheNextProgramBeginsAnew() throws Exception {
        NatsWatch<String> here = watch(SERVER.nats(), "0");
        CompletableFuture<List<String>> seen = here.receiver().collectList().toFuture();
        here.send("1").block();
        SERVER.management().purgeStream("KV_config");
        CompletableFuture<Void> sent = here.send("2").toFuture();
        CompletableFuture<Boolean> modified = here.modify(before -> before + "!").toFuture();
        assertClosed(sent);
        assertClosed(modified);
        here.closed().toFuture().get(20, TimeUnit.SECONDS);
        assertTrue(here.isClosed());
        List<String> values = seen.get(20, TimeUnit.SECONDS);
        assertEquals("1", values.get(values.size() - 1));
        NatsWatch<String> there = watch(SERVER.connect(), "new");
        assertEquals("new", there.value());
        there.send("3").block();
        assertEquals("3", there.value());
        assertEquals("1", here.value());
    }

    @Test
    void whatAnotherProgramBeganAnewIsHeard() throws Exception {
        NatsWatch<String> here = watch(SERVER.nats(), "0");
        here.send("1").block();
        SERVER.management().purgeStream("KV_config");
        NatsWatch<String> there = watch(SERVER.connect(), "new");
        here.modify(before -> before + "!").toFuture().get(20, TimeUnit.SECONDS);
        assertEquals("new!", here.value());
        there.modify(before -> before + "?").toFuture().get(20, TimeUnit.SECONDS);
        assertEquals("new!?", there.value());
    }

    @Test
    void aMarkThatIsGoneDoesNotStopAnOpening() throws Exception {
        watch(SERVER.nats(), "0");
        try (Connection other = Nats.connect(SERVER.url())) {
            other.keyValue("config").delete("level");
            NatsChannels nats = SERVER.connect();
            NatsWatch<String> again = watch(nats, "1");
            assertEquals("1", again.value());
            SERVER.management().purgeStream("KV_config");
            assertEquals("2", watch(SERVER.connect(), "2").value());
        }
    }
}
