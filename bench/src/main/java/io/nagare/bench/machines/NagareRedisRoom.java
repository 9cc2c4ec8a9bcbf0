package io.nagare.bench.machines;

import static java.util.Objects.requireNonNull;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.policy.Lag;
import io.nagare.redis.BroadcastSettings;
import io.nagare.redis.RedisBroadcast;
import io.nagare.redis.RedisChannels;
import io.nagare.redis.RedisOptions;
import io.nagare.redis.Start;
import io.nagare.value.ValueCodec;
import java.util.concurrent.Semaphore;

/** A broadcast of Nagare on Redis. */
final class NagareRedisRoom implements Room {

    private final RedisChannels channels;
    private final RedisBroadcast<Bytes> room;
    private final Bytes value;
    private final Semaphore received = new Semaphore(0);
    private boolean listening;

    NagareRedisRoom(String url, byte[] value) {
        this.value = Bytes.copyOf(value);
        channels = requireNonNull(RedisChannels.connect(RedisOptions.of(url)).block());
        BroadcastSettings settings = BroadcastSettings.lagging(CAPACITY).sendingAtOnce(WINDOW);
        room = requireNonNull(channels.broadcast("room", ValueCodec.bytes(), settings).block());
    }

    @Override
    public void send(int values) {
        Many.range(0, values).map(i -> value).sendTo(room).block();
    }

    @Override
    public void receive(int values) {
        room.receiver(Start.last(values), Lag.skip()).take(values).then().block();
    }

    @Override
    public void confirm() {
        room.send(value).block();
    }

    @Override
    public void deliver() throws InterruptedException {
        if (!listening) {
            listening = true;
            room.receiver().doOnNext(any -> received.release()).subscribe();
            room.kept().block();
        }
        room.send(value).block();
        received.acquire();
    }

    @Override
    public void close() {
        channels.close();
    }
}
