package io.nagare.mutiny;

import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What Mutiny drops while this is open. */
final class Dropped implements AutoCloseable {

    private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();

    Dropped() {
        Infrastructure.setDroppedExceptionHandler(failures::add);
    }

    Throwable next() throws InterruptedException {
        return failures.poll(20, TimeUnit.SECONDS);
    }

    List<Throwable> all() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        Infrastructure.resetDroppedExceptionHandler();
    }
}
