package io.nagare.examples;

import io.nagare.One;
import io.nagare.net.Tcp;

/**
 * Sends back what it is sent.
 *
 * <p>Demand goes all the way: {@code peer.write} asks {@code peer.read} for more only while its own peer takes what was
 * written. A client that sends and never reads is slowed down by TCP itself, and costs one piece of at most 64 KiB
 * here.
 */
final class Echo {

    private Echo() {}

    static One<Void> serve(int port) {
        return Tcp.serve("127.0.0.1", port, peer -> peer.writeAndEnd(peer.read()), Examples.OPTIONS);
    }
}
