package io.nagare.net;

import io.nagare.Nagare;
import io.nagare.One;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process that accepts more connections than it may have open. It keeps them until it learns that accepting failed.
 * Then it closes one connection for each further one. It prints its port, and at the end how many connections it
 * accepted and how often it learned of a failure.
 */
final class LowLimitServer {

    private LowLimitServer() {}

    public static void main(String[] args) throws Exception {
        // The JDK needs descriptors of its own for the first close. Later none would be left.
        SocketChannel.open().close();
        int expected = Integer.parseInt(args[0]);
        AtomicInteger told = new AtomicInteger();
        LinkedBlockingQueue<Connection> accepted = new LinkedBlockingQueue<>();
        AtomicInteger count = new AtomicInteger();
        try (Nagare nagare = Nagare.multiThread()
                .workers(1)
                .onUnseenFailure((failure, where) -> {
                    told.incrementAndGet();
                    System.err.println(where + ": " + failure);
                })
                .start()) {
            // Loading classes from a directory needs descriptors too.
            nagare.blockOn(One.delay(Duration.ofMillis(1)));
            Listener listener = nagare.blockOn(Tcp.listen("127.0.0.1", 0));
            System.out.println(listener.port());
            nagare.spawn(listener.accept().doOnNext(stream -> {
                accepted.add(stream);
                count.incrementAndGet();
            }));
            while (told.get() == 0) {
                Thread.onSpinWait();
            }
            while (count.get() < expected) {
                Connection stream = accepted.poll(100, TimeUnit.MILLISECONDS);
                if (stream != null) {
                    stream.close();
                }
            }
            System.out.println("accepted " + count.get() + ", told " + told.get());
            accepted.forEach(Connection::close);
            listener.close();
        }
    }
}
