package io.nagare.nats;

import static java.util.Objects.requireNonNull;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.channels.ConnectionState;
import io.nagare.nats.PacedReader.Pacing;
import io.nagare.value.Undecodable;
import io.nagare.value.ValueCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One connection to NATS, and the channels that go through it.
 *
 * <pre>{@code
 * NatsChannels nats = NatsChannels.connect(NatsOptions.of("nats://localhost:4222")).block();
 * NatsBroadcast<String> room = nats.broadcast("chat", ValueCodec.text(), 1024).block();
 * room.receiver(Lag.skip(missed -> log.info("missed {}", missed))).subscribe(...);
 * room.send("hello").block();
 * }</pre>
 *
 * <p>When the connection is lost, another one is made, in longer and longer intervals. Streams wait meanwhile: the loss
 * is a state ({@link #states}) and no failure. A program that wants a failure puts a {@code timeout} behind its stream.
 *
 * <p><i>Threads.</i> jnats reads, writes and connects on threads of its own. Streams run on the runtime's workers, and
 * nothing of jnats blocks one. Any thread may call the methods.
 *
 * @since 0.1
 */
public final class NatsChannels implements AutoCloseable {

    final Linking linking;

    private NatsChannels(Linking linking) {
        this.linking = linking;
    }

    /**
     * Connects, once for each subscription, and emits the channels. They belong to the runtime of the subscription:
     * when it is closed, so are they. Cancellation: a connection that comes too late is closed. Errors: {@link
     * io.nagare.nats.failure.NatsUnreachableException}, {@link io.nagare.nats.failure.NatsCredentialsException}, {@link
     * io.nagare.nats.failure.JetStreamMissingException}, {@link io.nagare.nats.failure.NatsRefusedException} if the
     * user may not ask for JetStream, and what the customizer of the options throws.
     */
    public static One<NatsChannels> connect(NatsOptions options) {
        requireNonNull(options, "options");
        return One.defer(() -> {
            Nagare runtime = Nagare.current();
            return One.blocking(() -> new NatsChannels(Linking.connect(runtime, options)));
        });
    }

    /** The state of the connection now. */
    public ConnectionState state() {
        return linking.states().value();
    }

    /** Emits the state, and then each later one, as a {@code Watch}. Completes when this is closed. */
    public Many<ConnectionState> states() {
        return linking.states().receiver();
    }

    /** As {@link #broadcast(String, ValueCodec, BroadcastSettings)}, with {@link BroadcastSettings#lagging}. */
    public <T> One<NatsBroadcast<T>> broadcast(String name, ValueCodec<T> codec, int capacity) {
        return broadcast(name, codec, BroadcastSettings.lagging(capacity));
    }

    /** Opens a broadcast whose receivers fail at bytes that the codec cannot decode. */
    public <T> One<NatsBroadcast<T>> broadcast(String name, ValueCodec<T> codec, BroadcastSettings settings) {
        return broadcast(name, codec, Undecodable.fail(), settings);
    }

    /**
     * Opens a lagging broadcast, once for each subscription, and makes its stream on the server if there is none. The
     * stream has the name of the channel with {@code _} for each dot, and the subjects {@code name} and {@code
     * name.$end}. A stream that exists with other settings is left as it is. The broadcast stays open until these
     * channels are closed. Waits while the connection is lost. Errors: {@link
     * io.nagare.nats.failure.StreamSettingsException}, {@link io.nagare.nats.failure.NatsRefusedException} and {@link
     * io.nagare.nats.failure.NatsClosedException}.
     *
     * @param name a subject: letters, digits, {@code -} and {@code _}, in parts between dots
     * @param undecodable what receivers do with bytes that the codec cannot decode
     * @throws IllegalArgumentException if the name is no subject
     */
    public <T> One<NatsBroadcast<T>> broadcast(
            String name, ValueCodec<T> codec, Undecodable<T> undecodable, BroadcastSettings settings) {
        requireNonNull(codec, "codec");
        requireNonNull(undecodable, "undecodable");
        StreamSettings stream =
                StreamSettings.of(requireNonNull(name, "name"), requireNonNull(settings, "settings"));
        return open(stream).map(handle -> new StreamBroadcast<>(handle, settings, codec, undecodable));
    }

    /** Opens a paced broadcast whose receivers fail at bytes that the codec cannot decode. */
    public <T> One<NatsPacedBroadcast<T>> paced(String name, ValueCodec<T> codec, PacedSettings settings) {
        return paced(name, codec, Undecodable.fail(), settings);
    }

    /**
     * Opens a paced broadcast, as {@link #broadcast(String, ValueCodec, Undecodable, BroadcastSettings)}.
     *
     * @throws IllegalArgumentException if the name is no subject
     */
    public <T> One<NatsPacedBroadcast<T>> paced(
            String name, ValueCodec<T> codec, Undecodable<T> undecodable, PacedSettings settings) {
        requireNonNull(codec, "codec");
        requireNonNull(undecodable, "undecodable");
        StreamSettings stream =
                StreamSettings.of(requireNonNull(name, "name"), requireNonNull(settings, "settings"));
        return open(stream).map(handle -> new StreamPaced<>(new Pacing<>(handle, codec, undecodable, settings)));
    }

    /** Opens a queue whose receivers fail at bytes that the codec cannot decode. */
    public <T> One<NatsQueue<T>> queue(String name, ValueCodec<T> codec, QueueSettings settings) {
        return queue(name, codec, Undecodable.fail(), settings);
    }

    /**
     * Opens a queue of several receivers, as {@link #broadcast(String, ValueCodec, Undecodable, BroadcastSettings)}.
     * Its receivers share a consumer of the server with the name {@code workers}. One that exists with other settings
     * is left as it is, and the opening or the receiver fails with {@link
     * io.nagare.nats.failure.StreamSettingsException}. Bytes that the policy skips are taken
     * out of the queue.
     *
     * @throws IllegalArgumentException if the name is no subject
     */
    public <T> One<NatsQueue<T>> queue(
            String name, ValueCodec<T> codec, Undecodable<T> undecodable, QueueSettings settings) {
        requireNonNull(codec, "codec");
        requireNonNull(undecodable, "undecodable");
        StreamSettings stream =
                StreamSettings.of(requireNonNull(name, "name"), requireNonNull(settings, "settings"));
        return open(stream).flatMap(handle -> new Workers(handle, settings)
                .check()
                .<NatsQueue<T>>thenReturn(
                        new StreamQueue<>(new QueueReader.Working<>(handle, codec, undecodable, settings)))
                .doOnError(failure -> handle.abandon())
                .doOnCancel(handle::abandon));
    }

    /** Opens a watch whose receivers fail at bytes that the codec cannot decode, in files of one server. */
    public <T> One<NatsWatch<T>> watch(String bucket, String key, ValueCodec<T> codec, T initial) {
        return watch(bucket, key, codec, Undecodable.fail(), initial, WatchSettings.inFiles());
    }

    /**
     * Opens a watch on a key, once for each subscription, and stores the initial value if the key has none. Makes the
     * bucket if there is none; one that jnats or the {@code nats} tool made serves as well, with any history. A bucket
     * that exists with other settings is left as it is. The watch listens until these channels are closed. Waits while
     * the connection is lost. Errors: as {@link #broadcast(String, ValueCodec, Undecodable, BroadcastSettings)}, what
     * the codec throws, and {@code UndecodableValueException}.
     *
     * @param bucket letters, digits, {@code -} and {@code _}
     * @param key a subject: letters, digits, {@code -} and {@code _}, in parts between dots
     * @param undecodable what to do with bytes that the codec cannot decode, once for this object
     * @throws IllegalArgumentException if the bucket or the key has another name
     */
    public <T> One<NatsWatch<T>> watch(
            String bucket,
            String key,
            ValueCodec<T> codec,
            Undecodable<T> undecodable,
            T initial,
            WatchSettings settings) {
        requireNonNull(codec, "codec");
        requireNonNull(undecodable, "undecodable");
        requireNonNull(initial, "a watch cannot hold null");
        StreamSettings stream =
                StreamSettings.of(requireNonNull(bucket, "bucket"), requireNonNull(settings, "settings"));
        StreamSettings.checkSubject("a key", requireNonNull(key, "key"));
        return open(stream)
                .flatMap(handle -> new StreamWatch<>(handle, key, codec, undecodable).open(initial));
    }

    /** As {@link #requests(String, ValueCodec, ValueCodec, Undecodable)}, with receivers that fail at other bytes. */
    public <T, R> NatsRequests<T, R> requests(String subject, ValueCodec<T> requests, ValueCodec<R> answers) {
        return requests(subject, requests, answers, Undecodable.fail());
    }

    /**
     * Returns what asks and answers on a subject. Nothing is made on the server.
     *
     * @param subject letters, digits, {@code -} and {@code _}, in parts between dots. No stream may have it
     * @param undecodable what receivers do with bytes that the codec cannot decode; the asker is told in any case
     * @throws IllegalArgumentException if it is no subject
     */
    public <T, R> NatsRequests<T, R> requests(
            String subject, ValueCodec<T> requests, ValueCodec<R> answers, Undecodable<T> undecodable) {
        StreamSettings.checkSubject("the subject of requests", requireNonNull(subject, "subject"));
        requireNonNull(requests, "requests");
        requireNonNull(answers, "answers");
        requireNonNull(undecodable, "undecodable");
        return new NatsRequests<>(linking, subject, requests, answers, undecodable);
    }

    private One<StreamHandle> open(StreamSettings stream) {
        return One.defer(() -> {
            StreamHandle handle = new StreamHandle(linking, stream);
            linking.add(handle);
            return One.fromCompletionStage(() -> handle.opened().minimalCompletionStage())
                    .doOnCancel(handle::abandon);
        });
    }

    /**
     * Refuses what is sent from now on, waits until what was sent before is confirmed, and closes this. Completes when
     * it is closed, or after the limit. Changes of watches are sent values, too. Cancellation leaves the channels
     * without sending.
     *
     * @param limit how long to wait at most
     */
    public One<Void> drain(Duration limit) {
        requireNonNull(limit, "limit");
        return One.defer(() -> {
            linking.draining();
            List<One<Void>> empty = new ArrayList<>();
            empty.add(One.fromCompletionStage(linking.underway()::drain));
            for (StreamHandle handle : linking.streams()) {
                empty.add(handle.drained());
            }
            return One.race(One.allOf(empty), One.delay(limit)).then(One.fromRunnable(this::close));
        });
    }

    /**
     * Closes the connection at once. What was not confirmed fails, and so do receivers, with {@link
     * io.nagare.nats.failure.NatsClosedException}. The channels stay open for others. Calling it again does nothing.
     */
    @Override
    public void close() {
        linking.close();
    }

    @Override
    public String toString() {
        return "NatsChannels[" + state() + "]";
    }
}
