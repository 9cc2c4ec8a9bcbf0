package io.nagare.examples.redis.client;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.codec.Framed;
import io.nagare.examples.redis.resp.Request;
import io.nagare.examples.redis.resp.Resp;
import io.nagare.examples.redis.resp.RespLimits;
import io.nagare.examples.redis.resp.Value;
import io.nagare.net.Connection;
import io.nagare.net.ConnectionOptions;
import io.nagare.net.Tcp;
import java.io.EOFException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * A client of mini-redis, or of Redis. All its calls go over one connection. They do not wait for each other, so many
 * calls at a time cost few trips. Any thread may use it.
 *
 * <pre>{@code
 * One<String> name = MiniRedisClient.connecting("127.0.0.1", 6379, redis -> redis.set("name", "Ada")
 *                 .then(redis.get("name")))
 *         .next()
 *         .map(Bytes::utf8);
 * }</pre>
 *
 * <p>A call begins with its subscription. It fails with {@link RedisException} if the server says so, and with the
 * connection's failure if that has ended. Put a {@code timeout} behind what may not take long.
 */
public final class MiniRedisClient {

    private final String host;
    private final int port;
    private final ConnectionOptions options;
    private final Conversation conversation;

    private MiniRedisClient(String host, int port, ConnectionOptions options, Conversation conversation) {
        this.host = host;
        this.port = port;
        this.options = options;
        this.conversation = conversation;
    }

    /** As the other, with the default options. */
    public static <T> Many<T> connecting(
            String host, int port, Function<? super MiniRedisClient, ? extends Publisher<T>> use) {
        return connecting(host, port, use, ConnectionOptions.defaults());
    }

    /**
     * Connects, and emits what the function makes of the client. Closes the connection when that has ended, also by
     * failure or cancellation. Fails if the connection does. To connect again, put {@code retry} behind it.
     */
    public static <T> Many<T> connecting(
            String host,
            int port,
            Function<? super MiniRedisClient, ? extends Publisher<T>> use,
            ConnectionOptions options) {
        return Tcp.connecting(
                host,
                port,
                peer -> {
                    Conversation conversation = new Conversation(peer);
                    MiniRedisClient client = new MiniRedisClient(host, port, options, conversation);
                    Many<T> used = Many.<T>from(use.apply(client)).doOnComplete(conversation::end);
                    return Many.merge(used, conversation.run().thenMany(Many.<T>empty()));
                },
                options);
    }

    /**
     * Sends any command that has one answer, and emits that. A refusal is an answer here, and no failure. To subscribe,
     * use {@link #subscribe}.
     */
    public One<Value> call(Request request) {
        return conversation.ask(request);
    }

    /** Sends a command, and fails if the server refuses it. */
    private One<Value> succeed(String... words) {
        return succeed(Request.of(words));
    }

    private One<Value> succeed(Request request) {
        return call(request)
                .flatMap(answer -> answer instanceof Value.Failure refused
                        ? One.error(new RedisException(refused.text()))
                        : One.just(answer));
    }

    /** Emits the string of a key. Completes without an item if there is no such key. */
    public One<Bytes> get(String key) {
        return succeed("GET", key)
                .mapNotNull(answer -> answer instanceof Value.Bulk bulk ? bulk.string() : null);
    }

    /** Sets a key to a text. */
    public One<Void> set(String key, String value) {
        return set(key, Bytes.utf8(value));
    }

    /** Sets a key. */
    public One<Void> set(String key, Bytes value) {
        return succeed(Request.of(Bytes.utf8("SET"), Bytes.utf8(key), value)).then();
    }

    /** Sets a key that expires after a time, at least a millisecond. */
    public One<Void> set(String key, Bytes value, Duration timeToLive) {
        Bytes millis = Bytes.utf8(Long.toString(timeToLive.toMillis()));
        return succeed(Request.of(Bytes.utf8("SET"), Bytes.utf8(key), value, Bytes.utf8("PX"), millis)).then();
    }

    /** Adds 1 to the number of a key, and emits the sum. */
    public One<Long> increment(String key) {
        return number(succeed("INCR", key));
    }

    /** Deletes keys, and emits how many there were. */
    public One<Long> delete(String... keys) {
        List<String> words = new ArrayList<>(List.of("DEL"));
        words.addAll(Arrays.asList(keys));
        return number(succeed(words.toArray(new String[0])));
    }

    /** Publishes a message, and emits how many subscriptions it has reached. */
    public One<Long> publish(String channel, Bytes message) {
        return number(succeed(Request.of(Bytes.utf8("PUBLISH"), Bytes.utf8(channel), message)));
    }

    private static One<Long> number(One<Value> answer) {
        return answer.map(value -> {
            if (value instanceof Value.Whole whole) {
                return whole.number();
            }
            throw new RedisException("the server has answered " + value + " in place of a number");
        });
    }

    /**
     * Emits what is published on the channels from when the server has confirmed them all. Each subscription has a
     * connection of its own. So a slow subscriber holds up nothing else, and its demand reaches the server, which cuts
     * off a client that is too far behind. Never completes; fails if the connection ends.
     */
    public Many<Message> subscribe(String... channels) {
        List<String> words = new ArrayList<>(List.of("SUBSCRIBE"));
        words.addAll(Arrays.asList(channels));
        Request request = Request.of(words.toArray(new String[0]));
        return Tcp.connecting(host, port, peer -> messages(peer, request), options);
    }

    private static Many<Message> messages(Connection peer, Request request) {
        Framed<Value, Request> values = peer.framed(Resp.client(RespLimits.defaults()));
        Many<Value> all = values.write(request)
                .thenMany(values.read())
                .concatWith(Many.error(new EOFException("the server has ended the connection")));
        return all.mapNotNull(MiniRedisClient::message);
    }

    private static @Nullable Message message(Value value) {
        if (value instanceof Value.Failure refused) {
            throw new RedisException(refused.text());
        }
        boolean isMessage = value instanceof Value.Array array
                && array.values().size() == 3
                && array.values().get(0).equals(Value.of("message"));
        if (!isMessage) {
            return null;
        }
        List<Value> parts = ((Value.Array) value).values();
        return parts.get(1) instanceof Value.Bulk channel && parts.get(2) instanceof Value.Bulk content
                ? new Message(channel.string().utf8(), content.string())
                : null;
    }
}
