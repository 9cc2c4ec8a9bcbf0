package io.nagare.nats;

import static java.util.Objects.requireNonNull;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.channel.ChannelClosedException;
import io.nagare.channel.Watch;
import io.nagare.driver.ShortLock;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.nats.KeyWrite.Change;
import io.nagare.nats.KeyWrite.Purpose;
import io.nagare.stage.Programs;
import io.nagare.value.Undecodable;
import io.nagare.value.ValueCodec;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A watch on a key of a bucket. A {@link KeyReader} tells it what the server stores, and {@link KeyWrite}s store. Its
 * subscribers watch an own {@code Watch} in this program. Any thread may call.
 *
 * <p>Always holds: the revision grows, and the value is the one that it belongs to. One write is on its way at most.
 */
final class StreamWatch<T> implements NatsWatch<T> {

    /** The header of the last value of a closed watch: the revision that it was made from, which has the same value. */
    static final String END = "Nagare-End";

    /** The headers of messages that say that a key was deleted. */
    private static final String OPERATION = "KV-Operation";

    private static final String MARKER = "Nats-Marker-Reason";

    private final StreamHandle handle;
    private final String key;
    private final ValueCodec<T> codec;
    private final Undecodable<T> undecodable;
    private final ShortLock lock = new ShortLock();

    /** The lock guards the fields below. */
    private final Deque<KeyWrite<T>> writes = new ArrayDeque<>();

    private Known<T> now = new Known<>(0, 0, null, null, false);
    private boolean closing;

    /** What the subscribers see. */
    private final Watch<Known<T>> shown = Watch.of(now);

    /** What hears of the key; null before it has begun. */
    private volatile @Nullable KeyReader reader;

    /** Why nothing more will be heard; empty while something may be. */
    private final Watch<Optional<Throwable>> broken = Watch.of(Optional.empty());

    StreamWatch(StreamHandle handle, String key, ValueCodec<T> codec, Undecodable<T> undecodable) {
        this.handle = handle;
        this.key = key;
        this.codec = codec;
        this.undecodable = undecodable;
    }

    /** Begins to listen, and emits this when the key has a value. */
    One<NatsWatch<T>> open(T initial) {
        Task<?> reading = handle.linking()
                .runtime()
                .spawn(Programs.driven((StrandSubscriber<? super Void> subscriber, Strand strand) ->
                                new KeyReader(this, subscriber, strand).start())
                        .onErrorComplete());
        Change<T> first = known -> {
            if (known.failure() != null) {
                throw known.unchecked();
            }
            return known.value() == null ? initial : null;
        };
        Runnable stop = () -> {
            reading.abort();
            handle.abandon();
        };
        return write(first, Purpose.OPEN)
                .<NatsWatch<T>>thenReturn(this)
                .doOnError(failure -> stop.run())
                .doOnCancel(stop);
    }

    StreamHandle handle() {
        return handle;
    }

    String subject() {
        return handle.settings().subject(key);
    }

    Bytes encode(T value) throws Exception {
        return codec.encode(value);
    }

    Known<T> known() {
        lock.lock();
        try {
            return now;
        } finally {
            lock.unlock();
        }
    }

    // What the server stores.

    /** Takes a message of the key, on the reader's strand. */
    void take(Message message) {
        long revision = Place.of(message).number();
        Known<T> before = known();
        if (revision <= before.revision()) {
            return;
        }
        Headers headers = message.getHeaders();
        if (headers != null && (headers.containsKey(OPERATION) || headers.containsKey(MARKER))) {
            // It was deleted. That is an end, except before there was a value.
            heard(revision, null, null, before.value() != null);
            return;
        }
        String end = headers == null ? null : headers.getFirst(END);
        if (end != null && end.equals(Long.toString(before.revision()))) {
            heard(revision, null, null, true);
            return;
        }
        T value = null;
        Throwable failure = null;
        try {
            value = undecodable.decode(
                    codec,
                    Bytes.wrap(message.getData()),
                    () -> "\"" + bucket() + "/" + key + "\", revision " + revision);
        } catch (Throwable undecoded) {
            failure = undecoded;
        }
        heard(revision, value, failure, end != null);
    }

    /**
     * The server has stored this.
     *
     * @param value null if it is none for subscribers
     */
    void heard(long revision, @Nullable T value, @Nullable Throwable failure, boolean closed) {
        replace(before -> {
            if (revision <= before.revision() || before.closed()) {
                return before;
            }
            boolean shows = value != null || failure != null;
            T latest = value == null ? before.value() : value;
            return new Known<>(before.version() + (shows ? 1 : 0), revision, latest, failure, closed);
        });
    }

    /**
     * The key has no message any more, and none that says that it was deleted. That is the end of the watch, as if
     * there was one.
     *
     * @param expected the number of the message that has gone
     */
    void gone(long expected) {
        replace(before -> {
            if (before.revision() != expected || before.closed()) {
                return before;
            }
            boolean ends = before.value() != null;
            return new Known<>(before.version(), ends ? expected : 0, before.value(), before.failure(), ends);
        });
        KeyReader from = reader;
        if (from != null) {
            from.event(() -> {});
        }
    }

    /** The server has lost what this knows, and has an older message. */
    void hearAnew(Link on) {
        forget();
        KeyReader from = reader;
        if (from != null) {
            from.down();
            from.up(on, null);
        }
    }

    void heardBy(KeyReader from) {
        reader = from;
    }

    /** The server has lost what this knows, and gives its number again. */
    void forget() {
        replace(before -> new Known<>(before.version(), 0, before.value(), before.failure(), before.closed()));
    }

    /** Its reader has gone. */
    void unheard() {
        if (!known().closed()) {
            broken(Linking.closedFor(subject()));
        }
    }

    /** Nothing more will be heard. */
    void broken(Throwable failure) {
        if (broken.value().isPresent()) {
            return;
        }
        broken.modify(before -> Optional.of(failure));
        replace(before -> new Known<>(
                before.version() + 1, before.revision(), before.value(), failure, before.closed()));
    }

    private void replace(UnaryOperator<Known<T>> change) {
        Known<T> next;
        KeyWrite<T> waiting;
        lock.lock();
        try {
            next = change.apply(now);
            if (next == now) {
                return;
            }
            now = next;
            waiting = writes.peek();
        } finally {
            lock.unlock();
        }
        try {
            shown.modify(before -> before.version() >= next.version() ? before : next);
            if (next.closed()) {
                shown.close();
            }
        } catch (ChannelClosedException over) {
            // The subscribers have seen the last value.
        }
        if (waiting != null) {
            waiting.changed();
        }
    }

    // The writes.

    private One<Boolean> write(Change<T> change, Purpose purpose) {
        return Programs.drivenOne((StrandSubscriber<? super Boolean> subscriber, Strand strand) ->
                new KeyWrite<>(this, change, purpose, subscriber, strand).start());
    }

    void enter(KeyWrite<T> write) {
        if (!handle.linking().underway().begin()) {
            write.failed(Linking.closedFor(subject()));
            return;
        }
        boolean first;
        lock.lock();
        try {
            writes.add(write);
            first = writes.peek() == write;
        } finally {
            lock.unlock();
        }
        if (first) {
            write.turn();
        }
    }

    void leave(KeyWrite<T> write) {
        KeyWrite<T> next;
        boolean had;
        lock.lock();
        try {
            boolean first = writes.peek() == write;
            had = writes.remove(write);
            next = first ? writes.peek() : null;
        } finally {
            lock.unlock();
        }
        if (had) {
            handle.linking().underway().end();
        }
        if (next != null) {
            next.turn();
        }
    }

    private void requireOpen(Known<T> known) {
        if (known.closed()) {
            throw new ChannelClosedException("the watch " + bucket() + "/" + key + " is closed");
        }
    }

    @Override
    public String bucket() {
        return handle.settings().name();
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public T value() {
        return requireNonNull(known().value());
    }

    @Override
    public long revision() {
        return known().revision();
    }

    @Override
    public One<Void> send(T value) {
        requireNonNull(value, "a watch cannot hold null");
        Change<T> replacing = known -> {
            requireOpen(known);
            return value;
        };
        return write(replacing, Purpose.CHANGE).then();
    }

    @Override
    public One<Boolean> modify(UnaryOperator<T> function) {
        requireNonNull(function, "function");
        return write(
                known -> {
                    requireOpen(known);
                    T before = known.get();
                    T after = requireNonNull(function.apply(before), "modify: the function returned null");
                    return after == before ? null : after;
                },
                Purpose.CHANGE);
    }

    @Override
    public Many<T> receiver() {
        return shown.receiver().filter(known -> known.version() > 0).map(Known::get);
    }

    @Override
    public Many<T> changes() {
        return Many.defer(() -> {
            Optional<Throwable> over = broken.value();
            return over.isEmpty() ? shown.changes().map(Known::get) : Many.error(over.get());
        });
    }

    @Override
    public int subscribers() {
        return shown.subscribers();
    }

    @Override
    public One<Void> abandoned() {
        return shown.abandoned();
    }

    @Override
    public One<Void> closed() {
        One<Void> never = broken.receiver().filter(Optional::isPresent).next().flatMap(over -> One.error(over.get()));
        return One.race(shown.closed(), never);
    }

    @Override
    public boolean isClosed() {
        lock.lock();
        try {
            return closing || now.closed();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (closing || now.closed()) {
                return;
            }
            closing = true;
        } finally {
            lock.unlock();
        }
        // If it fails, so does everything else that uses the watch.
        Change<T> last = known -> known.closed() ? null : known.value();
        handle.linking().runtime().spawn(write(last, Purpose.CLOSE).then().onErrorComplete());
    }

    @Override
    public String toString() {
        return "NatsWatch[" + bucket() + "/" + key + ", revision " + revision() + (isClosed() ? ", closed]" : "]");
    }
}
