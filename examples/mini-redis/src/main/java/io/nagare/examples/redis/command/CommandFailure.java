package io.nagare.examples.redis.command;

import io.nagare.Bytes;
import io.nagare.examples.redis.resp.Value;

/** What a client has done wrong, in Redis's own words. It is an answer as any other, so it has no stack trace. */
public final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Value.Failure answer;

    private CommandFailure(Value.Failure answer) {
        super(answer.text(), null, false, false);
        this.answer = answer;
    }

    static CommandFailure wrongType() {
        return withCode("WRONGTYPE Operation against a key holding the wrong kind of value");
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
        return withCode("ERR " + text);
    }

    static CommandFailure of(FailureText text) {
        return new CommandFailure(
                new Value.Failure(new FailureText().add("ERR ").add(text.bytes()).bytes()));
    }

    static CommandFailure withCode(String text) {
        return new CommandFailure(new Value.Failure(text));
    }

    /** Returns what is wrong, without a code if that is ERR. */
    public String text() {
        String message = answer.text();
        return message.startsWith("ERR ") ? message.substring(4) : message;
    }

    /** Returns the answer. */
    public Value answer() {
        return answer;
    }
}
