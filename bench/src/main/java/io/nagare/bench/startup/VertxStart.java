package io.nagare.bench.startup;

import io.vertx.core.Vertx;

/** An echo server on Vert.x, with default settings. Its event loops keep the process alive. */
final class VertxStart {

    private VertxStart() {}

    /** Serves on the port that is the argument. */
    public static void main(String[] args) {
        Vertx.vertx()
                .createNetServer()
                .connectHandler(peer -> peer.pipeTo(peer))
                .listen(Integer.parseInt(args[0]), "127.0.0.1")
                .onFailure(failure -> {
                    System.err.println(failure.getMessage());
                    System.exit(1);
                });
    }
}
