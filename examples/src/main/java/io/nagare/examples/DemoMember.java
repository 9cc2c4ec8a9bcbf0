package io.nagare.examples;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.net.Connection;
import io.nagare.net.Tcp;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** A client of the chat that only listens, and counts. It counts on its strand; any thread may read the counts. */
final class DemoMember {

    private static final String MISSED = "* you missed ";

    private final String name;
    private final BooleanSupplier dawdles;
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong missed = new AtomicLong();

    /** Makes a member that takes a millisecond for each line while {@code dawdles} returns true. */
    DemoMember(String name, BooleanSupplier dawdles) {
        this.name = name;
        this.dawdles = dawdles;
    }

    String name() {
        return name;
    }

    long received() {
        return received.get();
    }

    long missed() {
        return missed.get();
    }

    /** Returns how many of the lines that were sent are neither received nor known to be missed. */
    long lag(long sent) {
        return sent - received.get() - missed.get();
    }

    /** Listens until the last line. */
    One<Void> listen(int port) {
        return Tcp.connecting("127.0.0.1", port, this::listen, Demo.SMALL_BUFFERS)
                .then();
    }

    private One<Void> listen(Connection peer) {
        return peer.read()
                .lines()
                .concatMap(this::atItsPace)
                .takeWhile(line -> !line.equals(Demo.LAST_LINE))
                .doOnNext(this::count)
                .then();
    }

    private Many<String> atItsPace(String line) {
        return dawdles.getAsBoolean() ? One.delay(Duration.ofMillis(1)).thenMany(One.just(line)) : Many.just(line);
    }

    private void count(String line) {
        if (line.startsWith(MISSED)) {
            missed.addAndGet(Long.parseLong(line.substring(MISSED.length(), line.lastIndexOf(' '))));
        } else {
            received.incrementAndGet();
        }
    }
}
