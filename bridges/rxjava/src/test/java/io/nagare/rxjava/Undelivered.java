package io.nagare.rxjava;

import io.reactivex.rxjava3.exceptions.UndeliverableException;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What goes to RxJava's error handler while this is open. */
final class Undelivered implements AutoCloseable {

    private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();

    Undelivered() {
        RxJavaPlugins.setErrorHandler(failures::add);
    }

    /** Waits for the next failure, and unwraps it. */
    Throwable next() throws InterruptedException {
        Throwable failure = failures.poll(20, TimeUnit.SECONDS);
        return failure instanceof UndeliverableException ? failure.getCause() : failure;
    }

    List<Throwable> all() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        RxJavaPlugins.setErrorHandler(null);
    }
}
