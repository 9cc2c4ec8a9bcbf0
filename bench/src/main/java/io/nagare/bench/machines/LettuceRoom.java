package io.nagare.bench.machines;

import io.lettuce.core.RedisClient;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * A stream that forgets the oldest, by Lettuce's own means: {@code XADD} on the asynchronous interface with a bound,
 * and {@code XREAD}, which blocks on a connection of its own where a subscriber waits.
 */
final class LettuceRoom implements Room {

    private static final byte[] STREAM = "lettuce".getBytes(StandardCharsets.UTF_8);
    private static final byte[] FIELD = {'v'};
    private static final int BATCH = 500;

    private final RedisClient client;
    private final StatefulRedisConnection<byte[], byte[]> connection;
    private final XAddArgs bounded = XAddArgs.Builder.maxlen(CAPACITY).exactTrimming();
    private final Map<byte[], byte[]> entry;
    private final Semaphore received = new Semaphore(0);
    private boolean listening;

    LettuceRoom(String url, byte[] value) {
        client = RedisClient.create(url);
        connection = client.connect(ByteArrayCodec.INSTANCE);
        entry = Map.of(FIELD, value);
    }

    @Override
    public void send(int values) throws InterruptedException {
        Semaphore window = new Semaphore(WINDOW);
        for (int i = 0; i < values; i++) {
            window.acquire();
            connection
                    .async()
                    .xadd(STREAM, bounded, entry)
                    .whenComplete((confirmed, failure) -> window.release());
        }
        window.acquire(WINDOW);
    }

    @Override
    public void receive(int values) {
        // The server keeps these and no others.
        String last = "0";
        int missing = values;
        while (missing > 0) {
            List<StreamMessage<byte[], byte[]>> batch = read(connection, XReadArgs.Builder.count(BATCH), last);
            missing -= batch.size();
            last = batch.get(batch.size() - 1).getId();
        }
    }

    @SuppressWarnings("unchecked")
    private static List<StreamMessage<byte[], byte[]>> read(
            StatefulRedisConnection<byte[], byte[]> on, XReadArgs how, String behind) {
        return on.sync().xread(how, StreamOffset.from(STREAM, behind));
    }

    @Override
    public void confirm() {
        connection.sync().xadd(STREAM, bounded, entry);
    }

    @Override
    public void deliver() throws InterruptedException {
        if (!listening) {
            listening = true;
            Thread listener = new Thread(this::listen, "listener");
            listener.setDaemon(true);
            listener.start();
        }
        confirm();
        received.acquire();
    }

    private void listen() {
        StatefulRedisConnection<byte[], byte[]> own = client.connect(ByteArrayCodec.INSTANCE);
        own.setTimeout(Duration.ZERO);
        String last = "0";
        while (true) {
            XReadArgs waiting = XReadArgs.Builder.block(0).count(BATCH);
            for (StreamMessage<byte[], byte[]> message : read(own, waiting, last)) {
                last = message.getId();
                received.release();
            }
        }
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
