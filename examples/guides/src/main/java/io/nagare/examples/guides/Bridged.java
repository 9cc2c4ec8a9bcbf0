package io.nagare.examples.guides;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.net.Connection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A connection for a program that is written with Reactor. */
final class Bridged {

    private Bridged() {}

    /** Sends what a Flux emits, and returns what the peer says as a Flux. Demand goes through both. */
    static Flux<String> exchange(Connection peer, Flux<String> questions) {
        One<Void> sending = peer.writeAndEnd(Many.from(questions).map(question -> Bytes.utf8(question + "\n")));
        return Flux.from(Many.merge(sending.thenMany(Many.<String>empty()), peer.read().lines()));
    }

    /** A handler may return anything that is a publisher. */
    static Mono<Void> serve(Connection peer) {
        Flux<Bytes> answers = Flux.from(peer.read().lines()).map(line -> Bytes.utf8("answer to " + line + "\n"));
        return Mono.fromDirect(peer.writeAndEnd(answers));
    }
}
