package io.nagare.redis;

import static java.util.Objects.requireNonNull;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.channels.Delivery;
import io.nagare.channels.base.SendSource;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.redis.QueueReader.Working;
import io.nagare.stage.Programs;
import org.reactivestreams.Publisher;

/** A queue on a stream. Any thread may call. */
final class StreamQueue<T> implements RedisQueue<T> {

    private final Working<T> working;
    private final ChannelHandle handle;

    StreamQueue(Working<T> working) {
        this.working = working;
        this.handle = working.handle();
    }

    @Override
    public String name() {
        return handle.keys().name();
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
        return ChannelQuestions.extent(handle).map(Extent::values);
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
        return "RedisQueue[" + name() + (isClosed() ? ", closed]" : "]");
    }
}
