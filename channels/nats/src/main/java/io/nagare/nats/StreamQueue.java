package io.nagare.nats;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.channels.Delivery;
import io.nagare.channels.base.ChannelFacade;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.nats.QueueReader.Working;
import io.nagare.stage.Programs;

/** A queue on a stream. Any thread may call. */
final class StreamQueue<T> extends ChannelFacade<T> implements NatsQueue<T> {

    private final Working<T> working;
    private final StreamHandle handle;

    StreamQueue(Working<T> working) {
        super(working.handle(), "a queue", working.codec(), working.settings().sending());
        this.working = working;
        this.handle = working.handle();
    }

    StreamHandle handle() {
        return handle;
    }

    @Override
    public int capacity() {
        return working.settings().capacity();
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
    public String toString() {
        return "NatsQueue[" + name() + (isClosed() ? ", closed]" : "]");
    }
}
