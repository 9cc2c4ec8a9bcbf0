package io.nagare.bench.startup;

import io.nagare.net.Tcp;

/** An echo server on Nagare, with default settings. */
final class NagareStart {

    private NagareStart() {}

    /** Serves on the port that is the argument. */
    public static void main(String[] args) {
        Tcp.serve("127.0.0.1", Integer.parseInt(args[0]), peer -> peer.writeAndEnd(peer.read())).block();
    }
}
