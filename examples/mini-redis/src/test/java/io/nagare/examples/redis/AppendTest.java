package io.nagare.examples.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.examples.redis.client.MiniRedisClient;
import io.nagare.examples.redis.resp.Request;
import io.nagare.examples.redis.resp.Value;
import io.nagare.examples.redis.store.Data;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Strings that grow. */
class AppendTest {

    private static final int LARGE = 48 << 20;

    /** To copy the string each time would take more than a minute. */
    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void aByteIsAppendedToALargeStringWithoutACopyOfIt() throws Exception {
        int times = 20_000;
        Request append = Request.of("APPEND", "k", "x");
        try (RunningRedis redis = new RunningRedis()) {
            One<Value> length = MiniRedisClient.connecting("127.0.0.1", redis.port(), client -> client.set(
                                    "k", Bytes.wrap(new byte[LARGE]))
                            .thenMany(Many.range(0, times).concatMap(i -> client.call(append)))
                            .then(client.call(Request.of("STRLEN", "k"))))
                    .single();
            assertEquals(Value.of(LARGE + times), redis.nagare().blockOn(length));
        }
    }

    @Test
    void bytesThatWereGivenOutStayAsTheyAre() {
        Data.Text text = new Data.Text(Bytes.utf8("-"));
        List<Bytes> seen = new ArrayList<>();
        StringBuilder all = new StringBuilder("-");
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            seen.add(text.content());
            expected.add(all.toString());
            text.append(Bytes.utf8(Integer.toString(i)));
            all.append(i);
        }
        text.append(Bytes.empty());
        assertEquals(all.toString(), text.content().utf8());
        assertEquals(expected, seen.stream().map(Bytes::utf8).toList());
    }
}
