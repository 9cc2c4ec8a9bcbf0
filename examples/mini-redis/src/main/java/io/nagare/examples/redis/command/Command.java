package io.nagare.examples.redis.command;

import io.nagare.examples.redis.resp.Request;
import io.nagare.examples.redis.resp.Value;
import org.reactivestreams.Publisher;

/** A command that clients may send. Stateless. */
public sealed interface Command {

    /** Returns its name, in lower case. */
    String name();

    /** Returns how many words it has, with its name. A negative number says how many at least. */
    int arity();

    /** Whether a request has so many words. */
    default boolean accepts(Request request) {
        return accepts(arity(), request);
    }

    /** Whether a request has as many words as an arity says. */
    static boolean accepts(int arity, Request request) {
        return arity >= 0 ? request.size() == arity : request.size() >= -arity;
    }

    /** What a command does that has its answer at once. */
    interface Action {

        /**
         * Returns the answer. It runs while no other command does, and must not wait.
         *
         * @throws CommandFailure if the client is wrong; nothing has changed then
         */
        Value run(Call call);
    }

    /** What a command does that talks about the connection itself, or has to wait. */
    interface Conversation {

        /** Returns the answers. The next request of the client is looked at when they have ended. */
        Publisher<? extends Value> run(Caller caller, Request request);
    }

    /**
     * A command that has its answer at once.
     *
     * @param writes whether it may change a key
     */
    record Immediate(String name, int arity, boolean writes, Action action) implements Command {}

    /** A command that talks about the connection itself, or has to wait. It cannot be part of a transaction. */
    record Talking(String name, int arity, Conversation conversation) implements Command {}
}
