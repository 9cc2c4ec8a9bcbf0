package io.nagare.redis;

import static java.util.Objects.requireNonNull;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.channels.ConnectionState;
import io.nagare.value.Undecodable;
import io.nagare.value.ValueCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One connection to Redis, and the channels that go through it.
 *
 * <pre>{@code
 * RedisChannels redis = RedisChannels.connect(RedisOptions.of("redis://localhost:6379")).block();
 * RedisBroadcast<String> room = redis.broadcast("chat", ValueCodec.text(), 1024).block();
 * room.receiver(Lag.skip(missed -> log.info("missed {}", missed))).subscribe(...);
 * room.send("hello").block();
 * }</pre>
 *
 * <p>When the connection is lost, another one is made, in longer and longer intervals. Streams wait meanwhile: the loss
 * is a state ({@link #states}) and no failure. A program that wants a failure puts a {@code timeout} behind its stream.
 *
 * <p><i>Threads.</i> Lettuce reads, writes and connects on threads of its own. Streams run on the runtime's workers,
 * and nothing of Lettuce blocks one. Any thread may call the methods.
 *
 * @since 0.1
 */
public final class RedisChannels implements AutoCloseable {

    private final Linking linking;

    private RedisChannels(Linking linking) {
        this.linking = linking;
    }

    /**
     * Connects, once for each subscription, and emits the channels. They belong to the runtime of the subscription:
     * when it is closed, so are they. Cancellation: a connection that comes too late is closed. Errors: {@link
     * io.nagare.redis.failure.RedisUnreachableException}, {@link io.nagare.redis.failure.RedisCredentialsException},
     * {@link io.nagare.redis.failure.RedisVersionException}, {@link io.nagare.redis.failure.RedisRefusedException} if
     * the user has not the rights, and what the customizer of the options throws.
     */
    public static One<RedisChannels> connect(RedisOptions options) {
        requireNonNull(options, "options");
        return One.defer(() -> {
            Nagare runtime = Nagare.current();
            return One.blocking(() -> new RedisChannels(Linking.connect(runtime, options)));
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
    public <T> One<RedisBroadcast<T>> broadcast(String name, ValueCodec<T> codec, int capacity) {
        return broadcast(name, codec, BroadcastSettings.lagging(capacity));
    }

    /** Opens a broadcast whose receivers fail at bytes that the codec cannot decode. */
    public <T> One<RedisBroadcast<T>> broadcast(String name, ValueCodec<T> codec, BroadcastSettings settings) {
        return broadcast(name, codec, Undecodable.fail(), settings);
    }

    /**
     * Opens a lagging broadcast, once for each subscription, and makes it on the server if there is none. One that
     * exists with another capacity is left as it is. The broadcast stays open until these channels are closed. Waits
     * while the connection is lost. Errors: {@link io.nagare.redis.failure.ChannelSettingsException}, {@link
     * io.nagare.redis.failure.RedisRefusedException} and {@link io.nagare.redis.failure.RedisClosedException}.
     *
     * @param name letters, digits, {@code -} and {@code _}, in parts between dots
     * @param undecodable what receivers do with bytes that the codec cannot decode
     * @throws IllegalArgumentException if the name has other letters
     */
    public <T> One<RedisBroadcast<T>> broadcast(
            String name, ValueCodec<T> codec, Undecodable<T> undecodable, BroadcastSettings settings) {
        requireNonNull(codec, "codec");
        requireNonNull(undecodable, "undecodable");
        ChannelKeys keys =
                ChannelKeys.of(requireNonNull(name, "name"), requireNonNull(settings, "settings"));
        return open(keys).map(handle -> new StreamBroadcast<>(handle, settings, codec, undecodable));
    }

    /**
     * Opens a queue whose receivers fail at bytes that the codec cannot decode. Such a value goes back, and fails the
     * next receiver, too. It can stop the queue for everybody, so give a policy if other programs send to it.
     */
    public <T> One<RedisQueue<T>> queue(String name, ValueCodec<T> codec, QueueSettings settings) {
        return queue(name, codec, Undecodable.fail(), settings);
    }

    /**
     * Opens a queue of several receivers, as {@link #broadcast(String, ValueCodec, Undecodable, BroadcastSettings)}.
     * Bytes that the policy skips are taken out of the queue.
     *
     * @throws IllegalArgumentException if the name has other letters
     */
    public <T> One<RedisQueue<T>> queue(
            String name, ValueCodec<T> codec, Undecodable<T> undecodable, QueueSettings settings) {
        requireNonNull(codec, "codec");
        requireNonNull(undecodable, "undecodable");
        ChannelKeys keys =
                ChannelKeys.of(requireNonNull(name, "name"), requireNonNull(settings, "settings"));
        return open(keys)
                .map(handle -> new StreamQueue<>(new QueueReader.Working<>(handle, codec, undecodable, settings)));
    }

    private One<ChannelHandle> open(ChannelKeys keys) {
        return One.defer(() -> {
            ChannelHandle handle = new ChannelHandle(linking, keys);
            linking.add(handle);
            return One.fromCompletionStage(() -> handle.opened().minimalCompletionStage())
                    .doOnCancel(handle::closed);
        });
    }

    /** How many channels are open, or are being opened. */
    int channels() {
        return linking.users().size();
    }

    /**
     * Refuses what is sent from now on, waits until what was sent before is confirmed, and each channel that was closed
     * has its end on the server, and closes this. Completes when it is closed, or after the limit. Cancellation leaves
     * the channels without sending.
     *
     * @param limit how long to wait at most
     */
    public One<Void> drain(Duration limit) {
        requireNonNull(limit, "limit");
        return One.defer(() -> {
            linking.draining();
            List<One<Void>> empty = new ArrayList<>();
            linking.users().forEach(user -> empty.add(user.drained()));
            return One.race(One.allOf(empty), One.delay(limit)).then(One.fromRunnable(this::close));
        });
    }

    /**
     * Closes the connection at once. What was not confirmed fails, and so do receivers, with {@link
     * io.nagare.redis.failure.RedisClosedException}. The channels stay open for others. The server still gets what was
     * written before, such as the end of a channel that was closed just now, but nobody hears whether it did. Only
     * {@link #drain} and {@link RedisBroadcast#closed} tell. Calling it again does nothing.
     */
    @Override
    public void close() {
        linking.close();
    }

    @Override
    public String toString() {
        return "RedisChannels[" + state() + "]";
    }
}
