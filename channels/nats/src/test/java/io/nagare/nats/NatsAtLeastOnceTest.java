package io.nagare.nats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.nagare.Many;
import io.nagare.value.ValueCodec;
import io.nats.client.api.MessageInfo;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What a broadcast sends by which the server knows a value again, and what holds without it. */
@ResourceLock("the shared server")
class NatsAtLeastOnceTest {

    private static final ValueCodec<Integer> NUMBERS = ValueCodec.text().map(Integer::valueOf, Object::toString);

    @RegisterExtension
    static final SharedServer SERVER = new SharedServer();

    private static MessageInfo stored(BroadcastSettings settings, int number) throws Exception {
        NatsBroadcast<Integer> room = SERVER.nats().broadcast("room", NUMBERS, settings).block();
        room.send(1).then(room.send(2)).block();
        return SERVER.management().getMessage("room", number);
    }

    @Test
    void eachValueHasANumberOfItsOwn() throws Exception {
        BroadcastSettings settings = BroadcastSettings.lagging(10);
        String first = stored(settings, 1).getHeaders().getFirst("Nats-Msg-Id");
        String second = SERVER.management().getMessage("room", 2).getHeaders().getFirst("Nats-Msg-Id");
        assertNotEquals(first, second);
    }

    @Test
    void aValueThatMayBeStoredTwiceHasNone() throws Exception {
        assertNull(stored(BroadcastSettings.lagging(10).atLeastOnce(), 1).getHeaders());
    }

    @Test
    void noValueIsLostWhenTheServerIsKilled() throws Exception {
        int values = 4_000;
        Set<Integer> received = new HashSet<>();
        CountDownLatch begun = new CountDownLatch(values / 20);
        try (NatsServer server = NatsServer.start();
                NatsChannels nats = NatsChannels.connect(server.options()).block()) {
            BroadcastSettings settings = BroadcastSettings.lagging(2 * values).atLeastOnce();
            NatsBroadcast<Integer> room = nats.broadcast("room", NUMBERS, settings).block();
            CompletableFuture<Void> end = room.receiver()
                    .doOnNext(value -> {
                        received.add(value);
                        begun.countDown();
                    })
                    .then()
                    .toFuture();
            room.kept().block();
            CompletableFuture<Void> sent = Many.range(0, values).sendTo(room).toFuture();
            begun.await();
            server.kill();
            server.begin();
            sent.get(40, TimeUnit.SECONDS);
            room.close();
            end.get(40, TimeUnit.SECONDS);
        }
        assertEquals(IntStream.range(0, values).boxed().collect(Collectors.toSet()), received);
    }
}
