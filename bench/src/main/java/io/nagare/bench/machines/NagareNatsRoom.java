package io.nagare.bench.machines;

import static java.util.Objects.requireNonNull;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.nats.BroadcastSettings;
import io.nagare.nats.NatsBroadcast;
import io.nagare.nats.NatsChannels;
import io.nagare.nats.NatsOptions;
import io.nagare.nats.Start;
import io.nagare.policy.Lag;
import io.nagare.value.ValueCodec;
import java.util.concurrent.Semaphore;

/** A broadcast of Nagare on NATS. */
final class NagareNatsRoom implements Room {

    private final NatsChannels channels;
    private final NatsBroadcast<Bytes> room;
    private final Bytes value;
    private final Semaphore received = new Semaphore(0);
    private boolean listening;

    NagareNatsRoom(String url, byte[] value, boolean once) {
        this.value = Bytes.copyOf(value);
        channels = requireNonNull(NatsChannels.connect(NatsOptions.of(url)).block());
        BroadcastSettings settings = BroadcastSettings.lagging(CAPACITY).sendingAtOnce(WINDOW);
        room = requireNonNull(channels.broadcast(
                        "room", ValueCodec.bytes(), once ? settings : settings.atLeastOnce())
                .block());
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
