package io.nagare.nats;

import static java.util.Objects.requireNonNull;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.channels.Delivery;
import io.nagare.channels.base.SendSource;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.nats.QueueReader.Working;
import io.nagare.stage.Programs;
import org.reactivestreams.Publisher;

/** A queue on a stream. Any thread may call. */
final class StreamQueue<T> implements NatsQueue<T> {

    private final Working<T> working;
    private final StreamHandle handle;

    StreamQueue(Working<T> working) {
        this.working = working;
        this.handle = working.handle();
    }

    StreamHandle handle() {
        return handle;
    }

    @Override
    public String name() {
        return handle.settings().name();
    }

    @Override
    public int capacity() {
        return working.settings().capacity();
    }

    @Override
    public One<Void> send(T value) {
        requireNonNull(value, "a queue cannot send null");
        return SendSource.one(handle.outbox(), working.codec(), value);
    }

    @Override
    public One<Void> sendAll(Publisher<? extends T> values) {
        requireNonNull(values, "values");
        return SendSource.all(values, this::send, working.settings().sending());
    }

    @Override
    public Many<Delivery<T>> receiver() {
        return Programs.driven((StrandSubscriber<? super Delivery<T>> subscriber, Strand strand) ->
                new QueueReader<>(working, subscriber, strand).start());
    }

    @Override
    public One<Long> size() {
        return StreamQuestions.extent(handle).map(Extent::values);
    }

    @Override
    public One<Void> closed() {
        return handle.end().whenOver();
    }

    @Override
    public boolean isClosed() {
        return handle.end().isClosing();
    }

    @Override
    public void close() {
        handle.end().close();
    }

    @Override
    public String toString() {
        return "NatsQueue[" + name() + (isClosed() ? ", closed]" : "]");
    }
}
