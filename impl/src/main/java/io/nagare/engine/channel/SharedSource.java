package io.nagare.engine.channel;

import io.nagare.driver.Source;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.strand.Crossing;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Shares one subscription to a source among all subscribers: connects for the first, and again for the first that comes after the end
 * or after the last has left. The lock guards which connection is the current one.
 */
public final class SharedSource<T> implements Source<T> {

    private final Publisher<? extends T> source;
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable SharedConnection<T> current;

    /** Shares that source, with room for that many items. */
    public SharedSource(Publisher<? extends T> source, int capacity) {
        this.source = source;
        this.capacity = capacity;
    }

    @Override
    public void subscribe(StrandSubscriber<? super T> subscriber, Strand strand) {
        SharedReceiver<T> receiver;
        SharedConnection<T> toConnect = null;
        lock.lock();
        try {
            SharedConnection<T> connection = current;
            if (connection == null || !connection.isOpen()) {
                connection = new SharedConnection<>(capacity);
                current = connection;
                toConnect = connection;
            }
            receiver = new SharedReceiver<>(connection, subscriber, strand);
            connection.join(receiver);
        } finally {
            lock.unlock();
        }
        if (toConnect != null) {
            Crossing.serve(toConnect, source, strand.driver());
        }
        receiver.start();
    }
}
