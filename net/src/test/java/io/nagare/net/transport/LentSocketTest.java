package io.nagare.net.transport;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.One;
import io.nagare.driver.Leaf;
import io.nagare.driver.LentChannel;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.Transfer;
import io.nagare.net.Connection;
import io.nagare.net.Listener;
import io.nagare.net.Tcp;
import io.nagare.net.fixture.TcpFixture;
import io.nagare.stage.Programs;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A connection is closed while a file is sent to it. Its descriptor stays open until the running step has ended, so
 * that no other socket can get it.
 */
class LentSocketTest extends TcpFixture {

    private final BlockingQueue<LentChannel> lent = new ArrayBlockingQueue<>(1);
    private final BlockingQueue<Connection> accepted = new ArrayBlockingQueue<>(1);

    /** A transfer that does nothing by itself, because the test does the transfer. */
    private final class Held implements Transfer {

        private final StrandSubscriber<?> subscriber;

        Held(StrandSubscriber<?> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public boolean feeds(StrandSubscriber<?> candidate) {
            return candidate == subscriber;
        }

        @Override
        public void transferTo(WritableByteChannel channel, Leaf full) {
            lent.add((LentChannel) channel);
        }

        @Override
        public long transferred() {
            return 0;
        }

        @Override
        public @Nullable IOException channelFailure() {
            return null;
        }

        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T item = queue.poll(20, TimeUnit.SECONDS);
        assertFalse(item == null, "nothing came");
        return item;
    }

    @Test
    void itsDescriptorStaysOpenUntilTheStepEnds() throws Exception {
        Listener listener = nagare.blockOn(Tcp.listen("127.0.0.1", 0));
        nagare.spawn(listener.accept()
                .take(1)
                .doOnNext(accepted::add)
                .flatMap(peer -> peer.writeAndEnd(
                        Programs.<Bytes>driven((subscriber, strand) -> subscriber.onSubscribe(new Held(subscriber)))))
                .then()
                .onErrorResume(failure -> One.empty()));
        try (Socket client = new Socket("127.0.0.1", listener.port())) {
            Connection stream = next(accepted);
            LentChannel socket = next(lent);
            assertTrue(socket.begin());
            stream.close();
            assertTrue(stream.isClosed());
            assertFalse(socket.isOpen());
            assertFalse(socket.begin());
            assertTrue(socket.channel().isOpen());
            assertNull(lent.poll());
            socket.end();
            assertFalse(socket.channel().isOpen());
            // A write was cut off. The peer must not take its part for the whole, so the connection is reset.
            assertThrows(SocketException.class, () -> client.getInputStream().read());
        }
        listener.close();
    }
}
