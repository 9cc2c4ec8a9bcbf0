package io.nagare.nats;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.channel.Mpsc;
import io.nagare.channel.MpscSender;
import io.nagare.channel.MpscSlot;
import io.nagare.channel.SendResult;
import io.nagare.channels.Delivery;
import io.nagare.engine.channel.MpscContract;
import io.nagare.engine.channel.OnThreads;
import io.nagare.value.ValueCodec;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.reactivestreams.Publisher;

/**
 * What {@code Mpsc} promises holds for a queue of a real server whose values are acknowledged at once, except what
 * needs an answer within a call.
 */
@ResourceLock("the shared server")
class NatsQueueContractTest extends MpscContract {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    @RegisterExtension
    static final SharedServer SERVER = new SharedServer();

    @BeforeEach
    void isSlow() {
        playIn(new OnThreads(1_000));
    }

    @Override
    protected Set<Capability> lacks() {
        return Set.of(
                Capability.ROOM_AT_ONCE,
                Capability.ONE_RECEIVER,
                Capability.COUNTED_SENDERS,
                Capability.WITHDRAWAL);
    }

    @Override
    protected <T> Mpsc<T> bounded(int capacity) {
        QueueSettings settings = QueueSettings.bounded(capacity)
                .inMemoryOnly()
                .sendingAtOnce(1)
                .answeringWithin(Duration.ofMillis(500));
        String name = "queue." + NUMBERS.incrementAndGet();
        ValueCodec<T> codec = ValueCodec.of(NatsQueueContractTest::encode, NatsQueueContractTest::decode);
        return new Acknowledging<>(SERVER.nats().queue(name, codec, settings).block());
    }

    private static Bytes encode(Object value) {
        return Bytes.utf8(value instanceof int[] two ? two[0] + " " + two[1] : value.toString());
    }

    @SuppressWarnings("unchecked") // the contract sends numbers and pairs of them
    private static <T> T decode(Bytes bytes) {
        String[] parts = bytes.utf8().split(" ");
        int first = Integer.parseInt(parts[0]);
        return (T) (parts.length == 1 ? (Object) first : new int[] {first, Integer.parseInt(parts[1])});
    }

    private record Acknowledging<T>(NatsQueue<T> queue) implements Mpsc<T> {

        @Override
        public One<Void> send(T value) {
            return queue.send(value);
        }

        @Override
        public One<Void> sendAll(Publisher<? extends T> values) {
            return queue.sendAll(values);
        }

        @Override
        public Many<T> receiver() {
            return queue.receiver()
                    .doOnNext(delivery -> delivery.acknowledge().toFuture())
                    .map(Delivery::value);
        }

        @Override
        public One<T> receive() {
            return receiver().next();
        }

        @Override
        public int size() {
            return queue.size().block().intValue();
        }

        @Override
        public int capacity() {
            return queue.capacity();
        }

        @Override
        public One<Void> closed() {
            return queue.closed();
        }

        @Override
        public boolean isClosed() {
            return queue.isClosed();
        }

        @Override
        public void close() {
            queue.close();
        }

        @Override
        public SendResult trySend(T value) {
            throw new UnsupportedOperationException();
        }

        @Override
        public One<MpscSlot<T>> reserve() {
            throw new UnsupportedOperationException();
        }

        @Override
        public MpscSlot<T> tryReserve() {
            throw new UnsupportedOperationException();
        }

        @Override
        public T tryReceive() {
            throw new UnsupportedOperationException();
        }

        @Override
        public MpscSender<T> sender() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int senders() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int available() {
            throw new UnsupportedOperationException();
        }
    }
}
