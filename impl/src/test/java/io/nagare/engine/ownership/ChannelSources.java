package io.nagare.engine.ownership;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.Unfolded;
import io.nagare.channel.Broadcast;
import io.nagare.channel.Mpsc;
import io.nagare.channel.MpscSlot;
import io.nagare.channel.Oneshot;
import io.nagare.channel.PacedBroadcast;
import io.nagare.channel.ReceiverTakenException;
import io.nagare.channel.SendResult;
import io.nagare.channel.Watch;
import io.nagare.emit.Emitter;
import io.nagare.policy.Overflow;
import java.time.Duration;

/**
 * Streams of tokens from a channel, into which another thread sends. A channel with several receivers carries numbers,
 * and each receiver makes tokens of its own from them.
 */
final class ChannelSources {

    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Draw draw;
    private final Books books;
    private final Places places;

    ChannelSources(Draw draw, Books books, Places places) {
        this.draw = draw;
        this.books = books;
        this.places = places;
    }

    Many<Token> any(int count) {
        return switch (draw.between(0, 7)) {
            case 0, 1, 2, 3 -> mpsc(count);
            case 4 -> lagging(count);
            case 5 -> paced(count);
            case 6 -> watch(count);
            default -> oneshot();
        };
    }

    private Many<Token> mpsc(int count) {
        int capacity = draw.between(0, 5);
        int sending = draw.between(0, 4);
        int receiving = draw.between(0, 3);
        Nagare runtime = places.any(draw);
        draw.say("mpsc(" + count + ", capacity " + capacity + ", send " + sending + ", receive " + receiving + ")");
        return Many.defer(() -> {
            Mpsc<Token> channel = capacity == 0 ? Mpsc.unbounded() : Mpsc.bounded(capacity);
            books.clearing(() -> empty(channel));
            places.elsewhere(books, () -> send(channel, count, sending, runtime));
            return switch (receiving) {
                case 0 -> channel.receiver();
                case 1 -> oneByOne(channel);
                case 2 -> received(channel, runtime);
                default -> channel.receiver().limitRate(2);
            };
        });
    }

    private static Many<Token> oneByOne(Mpsc<Token> channel) {
        return Many.unfoldAsync(
                channel, from -> from.receive().map(token -> new Unfolded<>(from, token)));
    }

    /** Takes one value at a time on a thread, and gives up each wait after a while, again and again. */
    private Many<Token> received(Mpsc<Token> channel, Nagare runtime) {
        return Many.create(
                emitter -> places.elsewhere(books, () -> receive(channel, runtime, emitter)), Overflow.unbounded());
    }

    private void receive(Mpsc<Token> channel, Nagare runtime, Emitter<Token> emitter) {
        while (!emitter.isClosed() && !Thread.currentThread().isInterrupted()) {
            Token token = null;
            try {
                token = runtime.blockOn(channel.receive(), SHORT);
                if (token == null) {
                    break;
                }
            } catch (ReceiverTakenException taken) {
                // Only the end of the stream may find another receiver: then the channel is emptied.
                if (!channel.isClosed()) {
                    books.fault("the receiver is taken by " + taken);
                }
                break;
            } catch (RuntimeException limit) {
                if (Failures.isClosed(limit)) {
                    break;
                }
                Failures.expect(limit, books);
                continue;
            }
            if (!emitter.emit(token)) {
                token.consume();
            }
        }
        emitter.complete();
    }

    private void send(Mpsc<Token> channel, int count, int how, Nagare runtime) {
        for (int i = 0; i < count && !channel.isClosed(); i++) {
            Token token = books.make("mpsc");
            if (!sent(channel, token, how == 4 ? i % 4 : how, runtime)) {
                token.consume();
            }
        }
        channel.close();
    }

    /** Returns whether the channel took the token. */
    private boolean sent(Mpsc<Token> channel, Token token, int how, Nagare runtime) {
        try {
            switch (how) {
                case 0 -> channel.sendBlocking(token);
                case 1 -> {
                    return channel.trySend(token) == SendResult.SENT;
                }
                case 2 -> runtime.blockOn(channel.send(token), SHORT);
                default -> {
                    try (MpscSlot<Token> slot = runtime.blockOn(channel.reserve(), SHORT)) {
                        slot.send(token);
                    }
                }
            }
            return true;
        } catch (RuntimeException refused) {
            Failures.expect(refused, books);
            return false;
        }
    }

    /** Closes a channel and takes its remaining tokens, unless a receiver is still subscribed. */
    static void empty(Mpsc<Token> channel) {
        channel.close();
        try {
            for (Token token = channel.tryReceive(); token != null; token = channel.tryReceive()) {
                token.consume();
            }
        } catch (ReceiverTakenException taken) {
            // The receiver is still subscribed.
        }
    }

    private Many<Token> numbered(String origin, Many<?> numbers) {
        return numbers.map(number -> books.make(origin));
    }

    private Many<Token> lagging(int count) {
        int capacity = draw.between(1, 8);
        int replayed = draw.between(0, capacity);
        draw.say("lagging(" + count + ", capacity " + capacity + ", replays " + replayed + ")");
        return Many.defer(() -> {
            Broadcast<Integer> channel = Broadcast.lagging(capacity);
            books.inTheEnd("a broadcast has no subscriber", () -> channel.subscribers() == 0);
            places.elsewhere(books, () -> {
                for (int i = 0; i < count; i++) {
                    channel.send(i);
                }
                channel.close();
            });
            return numbered("lagging", replayed == 0 ? channel.receiver() : channel.replay(replayed));
        });
    }

    private Many<Token> paced(int count) {
        int capacity = draw.between(1, 4);
        boolean second = draw.either();
        Nagare runtime = places.any(draw);
        draw.say("paced(" + count + ", capacity " + capacity + (second ? ", two" : "") + ")");
        return Many.defer(() -> {
            PacedBroadcast<Integer> channel = Broadcast.paced(capacity);
            books.clearing(channel::close);
            books.inTheEnd("a paced broadcast has no subscriber", () -> channel.subscribers() == 0);
            places.elsewhere(books, () -> {
                for (int i = 0; i < count && !channel.isClosed(); i++) {
                    try {
                        runtime.blockOn(channel.send(i), i % 2 == 0 ? LONG : SHORT);
                    } catch (RuntimeException refused) {
                        Failures.expect(refused, books);
                        if (Failures.isClosed(refused)) {
                            break;
                        }
                    }
                }
                channel.close();
            });
            Many<Token> stream = numbered("paced", channel.receiver());
            return second ? stream.mergeWith(numbered("paced", channel.receiver().runOn(runtime))) : stream;
        });
    }

    private Many<Token> watch(int count) {
        draw.say("watch(" + count + ")");
        boolean changes = draw.either();
        return Many.defer(() -> {
            Watch<Integer> channel = Watch.of(0);
            books.inTheEnd("a watch has no subscriber", () -> channel.subscribers() == 0);
            places.elsewhere(books, () -> {
                for (int i = 0; i < count; i++) {
                    channel.send(i);
                }
                channel.close();
            });
            return numbered("watch", changes ? channel.changes() : channel.receiver());
        });
    }

    private Many<Token> oneshot() {
        int how = draw.between(0, 3);
        Runnable pause = draw.pause();
        Nagare runtime = places.any(draw);
        draw.say("oneshot(" + how + ")");
        return Many.defer(() -> {
            Oneshot<Integer> channel = Oneshot.create();
            places.elsewhere(books, () -> {
                pause.run();
                switch (how) {
                    case 0, 1 -> channel.send(1);
                    case 2 -> channel.complete();
                    default -> channel.close();
                }
            });
            Many<Integer> value = channel.receiver().toMany();
            return numbered("oneshot", how == 1 ? value.mergeWith(value.runOn(runtime)) : value);
        });
    }
}
