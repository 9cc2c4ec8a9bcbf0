package io.nagare.examples.redis.command;

import io.nagare.examples.redis.resp.Value;

/** What a client has done wrong, in Redis's own words. It is an answer as any other, so it has no stack trace. */
public final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private CommandFailure(String text) {
        super(text, null, false, false);
    }

    static CommandFailure wrongType() {
        return new CommandFailure("WRONGTYPE Operation against a key holding the wrong kind of value");
    }

    static CommandFailure notAnInteger() {
        return of("value is not an integer or out of range");
    }

    static CommandFailure syntax() {
        return of("syntax error");
    }

    static CommandFailure wrongArity(String command) {
        return of("wrong number of arguments for '" + command + "' command");
    }

    static CommandFailure of(String text) {
        return new CommandFailure("ERR " + text);
    }

    static CommandFailure withCode(String text) {
        return new CommandFailure(text);
    }

    /** Returns what is wrong, without a code if that is ERR. */
    public String text() {
        String message = String.valueOf(getMessage());
        return message.startsWith("ERR ") ? message.substring(4) : message;
    }

    /** Returns the answer. */
    public Value answer() {
        return new Value.Failure(String.valueOf(getMessage()));
    }
}
