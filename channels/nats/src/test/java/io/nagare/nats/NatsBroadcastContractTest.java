package io.nagare.nats;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.channel.Broadcast;
import io.nagare.channel.ChannelClosedException;
import io.nagare.engine.channel.BroadcastContract;
import io.nagare.engine.channel.OnThreads;
import io.nagare.policy.Lag;
import io.nagare.value.ValueCodec;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.reactivestreams.Publisher;

/** What broadcasts promise holds for a stream of a real server, without a prefetch. */
@ResourceLock("the shared server")
class NatsBroadcastContractTest extends BroadcastContract {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    @RegisterExtension
    static final SharedServer SERVER = new SharedServer();

    @BeforeEach
    void isSlow() {
        playIn(new OnThreads(100));
    }

    @Override
    protected Set<Capability> lacks() {
        return Set.of(Capability.NOTHING_UNDERWAY);
    }

    @Override
    protected Broadcast<Integer> lagging(int capacity) {
        BroadcastSettings settings = BroadcastSettings.lagging(capacity).inMemoryOnly().prefetching(0);
        ValueCodec<Integer> codec = ValueCodec.text().map(Integer::valueOf, Object::toString);
        String name = "contract." + NUMBERS.incrementAndGet();
        return new Blocking<>(SERVER.nats().broadcast(name, codec, settings).block());
    }

    /** Waits in each send until it is confirmed, except on workers. There the next send waits in its place. */
    private record Blocking<T>(NatsBroadcast<T> room) implements Broadcast<T> {

        @Override
        public int send(T value) {
            if (room.isClosed()) {
                throw new ChannelClosedException("closed");
            }
            var sent = room.send(value).toFuture();
            if (!Nagare.isWorker(Thread.currentThread())) {
                try {
                    sent.get(20, TimeUnit.SECONDS);
                } catch (ExecutionException failure) {
                    throw (RuntimeException) failure.getCause();
                } catch (InterruptedException | TimeoutException failure) {
                    throw new IllegalStateException(failure);
                }
            }
            return room.subscribers();
        }

        @Override
        public One<Void> sendAll(Publisher<? extends T> values) {
            return room.sendAll(values);
        }

        @Override
        public Many<T> receiver(Lag lag) {
            return room.receiver(lag);
        }

        @Override
        public Many<T> replay(int last, Lag lag) {
            return room.replay(last, lag);
        }

        @Override
        public int subscribers() {
            return room.subscribers();
        }

        @Override
        public int capacity() {
            return room.capacity();
        }

        @Override
        public int depth() {
            return room.depth();
        }

        @Override
        public long lag() {
            return room.lag();
        }

        @Override
        public One<Void> abandoned() {
            return room.abandoned();
        }

        @Override
        public One<Void> closed() {
            return room.closed();
        }

        @Override
        public boolean isClosed() {
            return room.isClosed();
        }

        @Override
        public void close() {
            room.close();
        }
    }
}
