package io.nagare.tck;

import static io.nagare.tck.Row.source;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.http.Response;
import java.util.List;
import java.util.function.Function;
import org.reactivestreams.Publisher;

/** Requests over HTTP, and the bodies of their responses. */
final class HttpTckTest extends Table {

    /** With one item at a time each of them goes through a thread of the JDK's client. */
    private static final int MOST_ROUND_TRIPS = 2_000;

    @Override
    List<Row> rows() {
        return List.of(
                source("Http.get(String)", n -> response(n, peer -> HttpPeer.client().get(peer.uri())))
                        .alsoFor("Http.get(URI)")
                        .atMost(1),
                source(
                        "Request.send()",
                        n -> response(n, peer -> HttpPeer.client().request("GET", peer.uri()).send()))
                        .atMost(1),
                source("Response.body()", n -> pieces("a/b", "x", n, Response::body)).oneByOneAtMost(MOST_ROUND_TRIPS),
                source("Response.body(Consumer)", n -> pieces("a/b", "x", n, r -> r.body(progress -> {})))
                        .oneByOneAtMost(MOST_ROUND_TRIPS),
                source("Response.lines()", n -> pieces("a/b", "x\n", n, Response::lines))
                        .oneByOneAtMost(MOST_ROUND_TRIPS),
                source("Response.jsonLines(int)", n -> pieces("a/b", "{}\n", n, r -> r.jsonLines(10)))
                        .oneByOneAtMost(MOST_ROUND_TRIPS),
                source("Response.events()", n -> pieces("text/event-stream", "data:x\n\n", n, Response::events))
                        .oneByOneAtMost(MOST_ROUND_TRIPS)
                        .alsoFor("Response.events(int)"),
                source("Response.bytes()", n -> whole(n, Response::bytes))
                        .alsoFor("Response.bytes(int)")
                        .atMost(1),
                source("Response.text()", n -> whole(n, Response::text)).atMost(1),
                source("Response.discard()", n -> whole(n, Response::discard)).atMost(0));
    }

    private static Publisher<Response> response(long n, Function<HttpPeer, One<Response>> request) {
        return One.defer(() -> {
            HttpPeer peer = new HttpPeer("a/b", "x", 1);
            return request.apply(peer)
                    .doOnNext(Response::close)
                    .filter(response -> n == 1)
                    .doFinally(end -> peer.close());
        });
    }

    private static <T> Publisher<T> pieces(String type, String piece, long n, Function<Response, Many<T>> use) {
        return Many.defer(() -> {
            HttpPeer peer = new HttpPeer(type, piece, n);
            return peer.get()
                    .flatMapMany(response -> use.apply(response).doOnNext(peer::next))
                    .doFinally(end -> peer.close());
        });
    }

    private static <T> Publisher<T> whole(long n, Function<Response, One<T>> use) {
        return One.defer(() -> {
            HttpPeer peer = new HttpPeer("a/b", "x", 3).flowing();
            return peer.get().flatMap(use).filter(item -> n == 1).doFinally(end -> peer.close());
        });
    }
}
