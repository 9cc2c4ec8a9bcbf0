package io.nagare.micrometer;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The meters that one binder has registered, so that they can be removed. Any thread may call. */
final class Bound {

    private record Registered(MeterRegistry registry, Meter meter) {}

    private final Queue<Registered> meters = new ConcurrentLinkedQueue<>();

    void add(MeterRegistry registry, Meter meter) {
        meters.add(new Registered(registry, meter));
    }

    void remove() {
        for (Registered next = meters.poll(); next != null; next = meters.poll()) {
            next.registry().remove(next.meter());
        }
    }
}
