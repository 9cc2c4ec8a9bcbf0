package io.nagare.examples.guides;

import io.nagare.Bytes;
import io.nagare.One;
import io.nagare.TaskLocal;
import io.nagare.net.Connection;
import java.util.function.Consumer;

/** A server whose functions all know which request they work for, without being handed it. */
final class Requests {

    private static final TaskLocal<String> REQUEST = TaskLocal.named("request");

    private final Consumer<String> log;

    Requests(Consumer<String> log) {
        this.log = log;
    }

    One<Void> serve(Connection peer) {
        return peer.writeAndEnd(peer.read()
                .lines()
                .index()
                .concatMap(line -> answer(line.item()).contextWrite(REQUEST, "r-" + line.index())));
    }

    private One<Bytes> answer(String line) {
        return One.blocking(() -> lookUp(line))
                .doOnError(failure -> say("failed: " + failure.getMessage()))
                .onErrorReturn("?")
                .map(found -> Bytes.utf8(found + "\n"));
    }

    /** Runs on another thread, and finds the same value. */
    private String lookUp(String line) {
        say("looking up " + line);
        return "found " + Integer.parseInt(line);
    }

    private void say(String text) {
        log.accept(REQUEST.getOr("no request") + ": " + text);
    }
}
