package io.nagare.engine.channel.share;

import io.nagare.driver.ShortLock;
import io.nagare.driver.Source;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.channel.ring.RingReader;
import io.nagare.engine.strand.crossing.Crossing;
import io.nagare.policy.Memory;
import io.nagare.policy.Sharing;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Shares one subscription to a source among all subscribers. It connects when there are enough subscribers. If the
 * connection can no longer be joined, the next subscriber gets a new one. The lock guards the field {@code current}.
 * Each call runs on the strand of its subscriber.
 */
public final class SharedSource<T> implements Source<T> {

    private final Publisher<? extends T> source;
    private final Sharing sharing;
    private final @Nullable Memory<? super T> memory;
    private final ShortLock lock = new ShortLock();
    private @Nullable SharedConnection<T> current;

    private SharedSource(Publisher<? extends T> source, Sharing sharing, @Nullable Memory<? super T> memory) {
        this.source = source;
        this.sharing = sharing;
        this.memory = memory;
    }

    /** Shares a source. */
    public static <T> SharedSource<T> of(Publisher<? extends T> source, Sharing sharing) {
        return new SharedSource<>(source, sharing, null);
    }

    /** Remembers the result of a source, which has at most one item. */
    public static <T> SharedSource<T> of(Publisher<? extends T> source, Memory<? super T> memory) {
        Sharing.End end =
                memory.remembersFailures() ? Sharing.End.REMEMBERED : Sharing.End.COMPLETION_REMEMBERED;
        return new SharedSource<>(source, Sharing.slowestPaces(1).neverDisconnect().replay(1).remember(end), memory);
    }

    @Override
    public void subscribe(StrandSubscriber<? super T> subscriber, Strand strand) {
        try {
            forgetIfInvalid();
        } catch (Throwable failure) {
            Refusal.of(subscriber, strand, failure);
            return;
        }
        RingReader<T> reader;
        SharedConnection<T> connection;
        boolean connect;
        lock.lock();
        try {
            connection = current == null ? renewed(strand) : current;
            reader = connection.join(subscriber, strand);
            while (reader == null) {
                connection = renewed(strand);
                reader = connection.join(subscriber, strand);
            }
            connect = connection.mustConnect();
        } finally {
            lock.unlock();
        }
        if (connect) {
            Crossing.serve(connection, source, strand.driver());
        }
        reader.start();
    }

    private SharedConnection<T> renewed(Strand strand) {
        SharedConnection<T> connection = new SharedConnection<>(sharing, strand.driver().time());
        current = connection;
        return connection;
    }

    /**
     * Forgets the remembered result if it is no longer valid. The predicate is the user's, so it is called without the
     * lock.
     */
    private void forgetIfInvalid() {
        SharedConnection<T> old;
        lock.lock();
        try {
            old = current;
        } finally {
            lock.unlock();
        }
        if (memory == null || old == null || !isInvalid(old, memory)) {
            return;
        }
        lock.lock();
        try {
            if (current == old) {
                current = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isInvalid(SharedConnection<T> connection, Memory<? super T> remembered) {
        Duration age = remembered.validFor();
        if (age != null && connection.hasEndedFor(age)) {
            return true;
        }
        T result = connection.result();
        return result != null && remembered.invalid().test(result);
    }
}
