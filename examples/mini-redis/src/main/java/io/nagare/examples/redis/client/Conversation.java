package io.nagare.examples.redis.client;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.channel.ChannelClosedException;
import io.nagare.channel.Mpsc;
import io.nagare.channel.Oneshot;
import io.nagare.codec.Framed;
import io.nagare.examples.redis.resp.Request;
import io.nagare.examples.redis.resp.Resp;
import io.nagare.examples.redis.resp.RespLimits;
import io.nagare.examples.redis.resp.Value;
import io.nagare.net.Connection;
import io.nagare.sync.CancellationToken;
import java.io.EOFException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Requests and answers on one connection. Any thread may ask; requests go out in the order in which they come, and do
 * not wait for the answers to those before. The server answers in the same order, so the oldest that waits gets the
 * next answer.
 */
final class Conversation {

    /** How many requests may wait to be written. */
    private static final int CAPACITY = 1024;

    private final Framed<Value, Request> messages;
    private final Mpsc<Asked> asked = Mpsc.bounded(CAPACITY);

    /** Those that wait for their answers, in order. Used on the strand of {@link #run()}. */
    private final Deque<Asked> waiting = new ArrayDeque<>();

    private final CancellationToken ending = CancellationToken.create();

    Conversation(Connection peer) {
        messages = peer.framed(Resp.client(RespLimits.defaults()));
    }

    /** A request, and where its answer goes. */
    private record Asked(Request request, Oneshot<Value> answer) {}

    /** Sends a request, and emits its answer. A caller that cancels does not take the answers of others. */
    One<Value> ask(Request request) {
        return One.defer(() -> {
            Oneshot<Value> answer = Oneshot.create();
            return asked.send(new Asked(request, answer)).then(answer.receiver());
        });
    }

    /** Lets {@link #run()} complete, when all requests have been written. */
    void end() {
        asked.close();
        ending.cancel();
    }

    /** Passes on requests and answers until {@link #end()}. Fails if the server ends before. */
    One<Void> run() {
        Many<Request> requests = asked.receiver().doOnNext(waiting::addLast).map(Asked::request);
        One<Void> writing = messages.write(requests);
        One<Void> reading = messages.read().doOnNext(this::answer).then();
        One<Void> untilEnd = reading.then(One.error(() -> new EOFException("the server has ended the connection")));
        return Many.merge(writing, untilEnd.takeUntil(ending.cancelled()))
                .then()
                .doFinally((end, failure) -> fail(failure));
    }

    private void answer(Value value) {
        // What the server sends without being asked is for subscribers, which have connections of their own.
        Asked oldest = value instanceof Value.Push ? null : waiting.pollFirst();
        if (oldest != null) {
            oldest.answer().send(value);
        }
    }

    /** Tells everybody who waits that there will be no answer. */
    private void fail(@Nullable Throwable failure) {
        Throwable reason = failure == null ? new ChannelClosedException("the connection was closed") : failure;
        asked.close();
        for (Asked left = asked.tryReceive(); left != null; left = asked.tryReceive()) {
            left.answer().fail(reason);
        }
        for (Asked left : waiting) {
            left.answer().fail(reason);
        }
        waiting.clear();
    }
}
