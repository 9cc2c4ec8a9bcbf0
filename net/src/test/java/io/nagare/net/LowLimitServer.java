package io.nagare.net;

import io.nagare.Nagare;
import io.nagare.One;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process that accepts more connections than it may have open: keeps them until it is told that accepting failed,
 * then closes one for each further one that it waits for. Prints its port, and at the end how many it accepted and how
 * often it was told.
 */
final class LowLimitServer {

    private LowLimitServer() {}

    public static void main(String[] args) throws Exception {
        // The JDK needs descriptors of its own for the first close, and none would be left then.
        SocketChannel.open().close();
        int expected = Integer.parseInt(args[0]);
        AtomicInteger told = new AtomicInteger();
        LinkedBlockingQueue<TcpStream> accepted = new LinkedBlockingQueue<>();
        AtomicInteger count = new AtomicInteger();
        try (Nagare nagare = Nagare.multiThread()
                .workers(1)
                .onUnseenFailure((failure, where) -> {
                    told.incrementAndGet();
                    System.err.println(where + ": " + failure);
                })
                .start()) {
            // Classes that are loaded from a directory need descriptors too.
            nagare.blockOn(One.delay(Duration.ofMillis(1)));
            TcpListener listener = nagare.blockOn(Tcp.listen("127.0.0.1", 0));
            System.out.println(listener.localAddress().getPort());
            nagare.spawn(listener.accept().doOnNext(stream -> {
                accepted.add(stream);
                count.incrementAndGet();
            }));
            while (told.get() == 0) {
                Thread.onSpinWait();
            }
            while (count.get() < expected) {
                TcpStream stream = accepted.poll(100, TimeUnit.MILLISECONDS);
                if (stream != null) {
                    stream.close();
                }
            }
            System.out.println("accepted " + count.get() + ", told " + told.get());
            accepted.forEach(TcpStream::close);
            listener.close();
        }
    }
}
