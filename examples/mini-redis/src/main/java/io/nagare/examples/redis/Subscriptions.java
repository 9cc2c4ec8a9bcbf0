package io.nagare.examples.redis;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.channel.Mpsc;
import io.nagare.channel.Oneshot;
import io.nagare.examples.redis.resp.Value;
import io.nagare.examples.redis.store.Store;
import io.nagare.policy.Flatten;
import io.nagare.policy.Lag;
import io.nagare.sync.CancellationToken;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The subscriptions of one client. {@link #messages()} is one stream of the messages of all, into which subscriptions
 * come and from which they go. Used on the client's strand.
 */
final class Subscriptions {

    /** The most of one client. */
    private static final int MOST = 10_000;

    private final Topics topics;
    private final Map<Bytes, Subscription> channels = new LinkedHashMap<>();
    private final Map<Bytes, Subscription> patterns = new LinkedHashMap<>();

    /** The messages of each new subscription. */
    private final Mpsc<Many<Message>> opened = Mpsc.unbounded();

    Subscriptions(Topics topics) {
        this.topics = topics;
    }

    /** A channel or pattern that the client has asked for. */
    private static final class Subscription {

        private final boolean pattern;
        private final Bytes name;
        private final Oneshot<Boolean> begun = Oneshot.create();
        private final CancellationToken leaving = CancellationToken.create();
        private final Oneshot<Boolean> ended = Oneshot.create();

        Subscription(boolean pattern, Bytes name) {
            this.pattern = pattern;
            this.name = name;
        }

        Many<Message> messages(Topics topics) {
            return Many.using(
                            () -> topics.join(pattern, name),
                            topic -> topic.messages()
                                    .receiver(Lag.fail())
                                    .doOnSubscribe(() -> begun.send(true))
                                    .takeUntil(leaving.cancelled()),
                            topic -> topics.leave(pattern, topic))
                    .map(message -> new Message(this, message))
                    .doFinally(end -> ended.send(true));
        }
    }

    /** A message for a subscription. */
    record Message(Subscription subscription, Topic.Message content) {

        /** Whether the client still wants it: it may have waited here when the client unsubscribed. */
        boolean isWanted() {
            return !subscription.leaving.isCancelled();
        }

        /**
         * Returns what the client is told.
         *
         * @throws MissedException if the client is so slow that the message is not kept any more
         */
        Value push() {
            Bytes said = content.content();
            if (said == null) {
                throw new MissedException();
            }
            Value channel = Value.of(content.channel());
            Value text = Value.of(said);
            return new Value.Push(
                    subscription.pattern
                            ? List.of(Value.of("pmessage"), Value.of(subscription.name), channel, text)
                            : List.of(Value.of("message"), channel, text));
        }
    }

    /** So much was published since a message that it is not kept for a client any more. */
    static final class MissedException extends RuntimeException {

        private static final long serialVersionUID = 1;
    }

    /** Emits the messages of all subscriptions. Fails if the client is too slow for one of them. Never completes. */
    Many<Message> messages() {
        return opened.receiver().flatMap(messages -> messages, Flatten.concurrency(MOST + 1));
    }

    int size() {
        return channels.size() + patterns.size();
    }

    private Map<Bytes, Subscription> of(boolean pattern) {
        return pattern ? patterns : channels;
    }

    /** Subscribes, and then emits the confirmations. When one is emitted, no message can be missed any more. */
    Many<Value> add(boolean pattern, List<Bytes> names) {
        return Many.fromIterable(names).concatMap(name -> add(pattern, Store.keep(name)));
    }

    private One<Value> add(boolean pattern, Bytes name) {
        String kind = pattern ? "psubscribe" : "subscribe";
        if (of(pattern).containsKey(name)) {
            return One.just(confirmation(kind, Value.of(name)));
        }
        if (size() >= MOST) {
            return One.just(new Value.Failure("ERR a client can have " + MOST + " subscriptions at the most"));
        }
        Subscription subscription = new Subscription(pattern, name);
        of(pattern).put(name, subscription);
        opened.trySend(subscription.messages(topics));
        return subscription.begun.receiver().map(begun -> confirmation(kind, Value.of(name)));
    }

    /** Unsubscribes, and then emits the confirmations. Without names it ends all. */
    Many<Value> remove(boolean pattern, List<Bytes> names) {
        String kind = pattern ? "punsubscribe" : "unsubscribe";
        List<Bytes> wanted = names.isEmpty() ? List.copyOf(of(pattern).keySet()) : names;
        if (wanted.isEmpty()) {
            return Many.just(confirmation(kind, Value.NOTHING));
        }
        return Many.fromIterable(wanted).concatMap(name -> remove(pattern, kind, name));
    }

    private One<Value> remove(boolean pattern, String kind, Bytes name) {
        Subscription subscription = of(pattern).remove(name);
        if (subscription == null) {
            return One.just(confirmation(kind, Value.of(name)));
        }
        subscription.leaving.cancel();
        return subscription.ended.receiver().map(ended -> confirmation(kind, Value.of(name)));
    }

    private Value confirmation(String kind, Value name) {
        return new Value.Push(List.of(Value.of(kind), name, Value.of(size())));
    }
}
