package io.nagare.nats;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.channel.ChannelClosedException;
import io.nagare.channel.Multicast;
import io.nagare.channel.PacedBroadcast;
import io.nagare.channel.SendResult;
import io.nagare.engine.channel.OnThreads;
import io.nagare.engine.channel.PacedBroadcastContract;
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

/** What paced broadcasts promise holds for a stream of a real server, except what nobody can know at once. */
@ResourceLock("the shared server")
class NatsPacedContractTest extends PacedBroadcastContract {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    @RegisterExtension
    static final SharedServer SERVER = new SharedServer();

    @BeforeEach
    void isSlow() {
        playIn(new OnThreads(100));
    }

    @Override
    protected Set<Capability> lacks() {
        return Set.of(Capability.REPLAY, Capability.ROOM_AT_ONCE, Capability.WITHDRAWAL);
    }

    @Override
    protected PacedBroadcast<Integer> paced(int capacity) {
        PacedSettings settings = PacedSettings.paced(capacity).inMemoryOnly();
        ValueCodec<Integer> codec = ValueCodec.text().map(Integer::valueOf, Object::toString);
        String name = "paced." + NUMBERS.incrementAndGet();
        return new Adapted<>(SERVER.nats().paced(name, codec, settings).block());
    }

    /** Waits until the value is confirmed, except on workers. There the next send waits in its place. */
    @Override
    protected void send(Multicast<Integer> broadcast, int value) {
        Adapted<Integer> adapted = (Adapted<Integer>) broadcast;
        if (adapted.isClosed()) {
            throw new ChannelClosedException("closed");
        }
        var sent = adapted.send(value).toFuture();
        if (!Nagare.isWorker(Thread.currentThread())) {
            try {
                sent.get(20, TimeUnit.SECONDS);
            } catch (ExecutionException failure) {
                throw (RuntimeException) failure.getCause();
            } catch (InterruptedException | TimeoutException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }

    private record Adapted<T>(NatsPacedBroadcast<T> room) implements PacedBroadcast<T> {

        @Override
        public One<Void> send(T value) {
            return room.send(value);
        }

        @Override
        public SendResult trySend(T value) {
            throw new UnsupportedOperationException();
        }

        @Override
        public One<Void> sendAll(Publisher<? extends T> values) {
            return room.sendAll(values);
        }

        @Override
        public Many<T> receiver() {
            return room.receiver();
        }

        @Override
        public Many<T> replay(int last) {
            throw new UnsupportedOperationException();
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
            return (int) Math.min(room.lag(), room.capacity());
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
