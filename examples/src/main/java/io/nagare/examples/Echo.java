package io.nagare.examples;

import io.nagare.One;
import io.nagare.net.ServeOptions;
import io.nagare.net.Tcp;

/**
 * Sends back what each client sends.
 *
 * <p>Demand goes all the way: {@code peer.writeAndEnd} requests more from {@code peer.read} only while the client takes
 * what was written. TCP slows down a client that sends and never reads, and such a client costs one piece of at most
 * 64 KiB here.
 */
final class Echo {

    private Echo() {}

    static One<Void> serve(int port, ServeOptions options) {
        return Tcp.serve("127.0.0.1", port, peer -> peer.writeAndEnd(peer.read()), options);
    }
}
