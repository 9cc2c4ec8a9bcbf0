package io.nagare.channels.base;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.engine.strand.Probe;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** How tests of a channel wait for what a server brings about. */
public final class Waits {

    private Waits() {}

    /** Waits until something has happened, and fails after 20 s. */
    public static void await(BooleanSupplier happened) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!happened.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it has not happened within 20 s");
            Thread.sleep(1);
        }
    }

    /** Subscribes, and requests as many items as are given, perhaps none. */
    public static <T> Probe<T> take(Many<T> stream, long demand) {
        Probe<T> probe = new Probe<>();
        stream.subscribe(probe);
        return demand == 0 ? probe : probe.request(demand);
    }
}
