package io.nagare.examples.redis;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.codec.Framed;
import io.nagare.examples.redis.command.Caller;
import io.nagare.examples.redis.command.Command;
import io.nagare.examples.redis.command.CommandFailure;
import io.nagare.examples.redis.resp.ProtocolException;
import io.nagare.examples.redis.resp.Request;
import io.nagare.examples.redis.resp.Resp;
import io.nagare.examples.redis.resp.Value;
import io.nagare.examples.redis.store.Store;
import io.nagare.failure.FrameTooLongException;
import io.nagare.failure.LaggedException;
import io.nagare.failure.UnexpectedEndException;
import io.nagare.net.Connection;
import io.nagare.sync.CancellationToken;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * The server's side of one connection, on whose strand everything here runs; only the methods that say so may be called
 * by any thread.
 *
 * <p>A session has two parts. In the first there are requests alone: each is answered before the next is looked at. It
 * ends with the first request to subscribe. In the second part requests and messages come as they like, and are put
 * into one line. So a client that never subscribes does not pay for the merging.
 *
 * <p>Nothing here writes: answers are requested when the client has taken those before. Answers to requests that have
 * arrived together leave together, because the connection writes when the strand has nothing else to do.
 */
final class Session implements Caller {

    private final MiniRedis server;
    private final long id;
    private final Connection peer;
    private final Subscriptions subscriptions;
    private final Transaction transaction;

    /** The request that has ended the first part. */
    private @Nullable Request firstToListen;

    private int protocol = 2;
    private boolean leaving;
    private volatile String name = "";

    Session(MiniRedis server, long id, Connection peer) {
        this.server = server;
        this.id = id;
        this.peer = peer;
        this.subscriptions = new Subscriptions(server.topics());
        this.transaction = new Transaction(server.database());
    }

    /** A request that waits for the end of its transaction. */
    record Queued(Command.Immediate command, Request request) {}

    /** What the client is answered next. */
    private interface Event {
        Publisher<? extends Value> answers();
    }

    /** Serves until the client or the server ends. */
    One<Void> serve() {
        Framed<Request, Value> messages = peer.framed(Resp.server(server.limits()));
        // A request of HTTP ends the connection, before the lines behind it are taken for commands.
        Many<Request> requests = messages.read()
                .takeUntil(peer.draining())
                .takeWhile(request -> !isHttp(request));
        Many<Value> answers = requests.takeWhile(request -> !beginsToListen(request)).concatMap(this::answer);
        Many<Value> all = Many.concat(answers, Many.defer(() -> listen(requests)))
                .takeUntilItem(answer -> leaving)
                .onErrorResume(this::lastWords);
        return messages.writeAndEnd(all).doFinally(end -> transaction.discard());
    }

    private boolean isHttp(Request request) {
        boolean http = server.commands().isHttp(request);
        if (http) {
            server.reportHttp();
        }
        return http;
    }

    private boolean beginsToListen(Request request) {
        if (!server.commands().subscribes(request) || transaction.isOpen()) {
            return false;
        }
        firstToListen = request;
        return true;
    }

    private Many<Value> listen(Many<Request> requests) {
        Request first = firstToListen;
        if (first == null) {
            return Many.empty();
        }
        CancellationToken gone = CancellationToken.create();
        // The end of the requests waits for its turn too: until then a subscription can still begin or end.
        Many<Event> asked = requests.startWith(first)
                .<Event>map(request -> () -> answer(request))
                .onErrorResume(failure -> One.just(() -> Many.error(failure)))
                .concatWith(One.just(() -> {
                    gone.cancel();
                    return Many.empty();
                }));
        Many<Event> heard =
                subscriptions.messages().takeUntil(gone.cancelled()).map(message -> () -> tell(message));
        return Many.merge(asked, heard).concatMap(Event::answers);
    }

    private Publisher<Value> tell(Subscriptions.Message message) {
        return message.isWanted() ? One.just(fit(message.push())) : One.empty();
    }

    /** A client is told why its connection ends, as far as that makes sense. */
    private Publisher<Value> lastWords(Throwable failure) {
        if (failure instanceof ProtocolException) {
            return One.just(new Value.Failure("ERR " + failure.getMessage()));
        }
        if (failure instanceof FrameTooLongException) {
            return One.just(new Value.Failure("ERR Protocol error: too big request"));
        }
        if (failure instanceof UnexpectedEndException) {
            return One.empty();
        }
        if (failure instanceof LaggedException lagged) {
            return One.just(new Value.Failure("ERR this client was too slow and has missed " + lagged.missed()
                    + " messages, so its connection ends"));
        }
        if (failure instanceof Subscriptions.MissedException) {
            return One.just(new Value.Failure("ERR this client was too slow and has missed messages of more than "
                    + Topic.MOST_BYTES + " bytes, so its connection ends"));
        }
        return One.error(failure);
    }

    private Publisher<Value> answer(Request request) {
        Command command;
        try {
            command = server.commands().find(request);
            checkAllowed(command, request);
        } catch (CommandFailure failure) {
            transaction.fail();
            return One.just(server.commands().isExec(request) ? transaction.abort(failure) : failure.answer());
        }
        if (command instanceof Command.Talking talking) {
            Many<Value> answers = Many.from(talking.conversation().run(this, request));
            // The answers in a transaction have the version of RESP that each command has found.
            return command.name().equals("exec") ? answers : answers.map(this::fit);
        }
        Command.Immediate immediate = (Command.Immediate) command;
        return transaction.isOpen()
                ? One.just(transaction.add(new Queued(immediate, request)))
                : server.database().run(immediate, request, this);
    }

    private void checkAllowed(Command command, Request request) {
        if (subscriptions.size() > 0 && protocol == 2) {
            server.commands().checkAllowedWhileListening(command, request);
        }
        if (transaction.isOpen()) {
            server.commands().checkAllowedInTransaction(command);
        }
    }

    /** Returns an answer as the client's version of RESP has it. */
    Value fit(Value value) {
        return protocol == 2 ? value.forResp2() : value.forResp3();
    }

    /** Whether a key that the client watches has changed. */
    boolean isDirty(Store store) {
        return transaction.isDirty(store);
    }

    /** Describes the client. Any thread. */
    String describe() {
        return "id=" + id + " addr=" + peer.remoteAddress().toString().replaceFirst("^.*/", "") + " name=" + name;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void setName(String newName) {
        name = newName;
    }

    @Override
    public int protocol() {
        return protocol;
    }

    @Override
    public void setProtocol(int version) {
        protocol = version;
    }

    @Override
    public boolean onlyListens() {
        return protocol == 2 && subscriptions.size() > 0;
    }

    @Override
    public int publish(Bytes channel, Bytes message) {
        return server.topics().publish(channel, message);
    }

    @Override
    public String describeClients() {
        return server.describeClients();
    }

    @Override
    public String describeServer() {
        return server.describe();
    }

    @Override
    public boolean isAppendOnly() {
        return server.database().journal() != null;
    }

    @Override
    public Publisher<Value> save() {
        Journal journal = server.database().journal();
        return journal == null ? One.empty() : journal.save().thenReturn(Value.OK);
    }

    @Override
    public Value multi() {
        return transaction.begin();
    }

    @Override
    public Value discard() {
        return transaction.isOpen() ? transaction.discard() : new Value.Failure("ERR DISCARD without MULTI");
    }

    @Override
    public Publisher<Value> exec() {
        return transaction.exec(this);
    }

    @Override
    public Value watch(List<Bytes> keys) {
        return transaction.watch(keys);
    }

    @Override
    public Value unwatch() {
        return transaction.unwatch();
    }

    @Override
    public Publisher<Value> subscribe(boolean patterns, List<Bytes> names) {
        return subscriptions.add(patterns, names);
    }

    @Override
    public Publisher<Value> unsubscribe(boolean patterns, List<Bytes> names) {
        return subscriptions.remove(patterns, names);
    }

    @Override
    public Publisher<Value> reset(Request request) {
        transaction.discard();
        name = "";
        return subscriptions.remove(false, List.of())
                .concatWith(subscriptions.remove(true, List.of()))
                .then(One.fromCallable(() -> {
                    protocol = 2;
                    return new Value.Simple("RESET");
                }));
    }

    @Override
    public Value quit() {
        leaving = true;
        return Value.OK;
    }
}
