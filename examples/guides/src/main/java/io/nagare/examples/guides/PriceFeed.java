package io.nagare.examples.guides;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.channel.Broadcast;
import io.nagare.net.Connection;
import io.nagare.net.ServeOptions;
import io.nagare.net.Tcp;

/** Sends each price to every client that is connected. A client that is too slow misses prices and is told so. */
final class PriceFeed {

    private final Broadcast<Bytes> prices = Broadcast.lagging(1024);

    One<Void> serve(String host, int port, ServeOptions options) {
        return Tcp.serve(host, port, this::follow, options);
    }

    /** Serves one client, until it hangs up or the feed is closed. */
    private One<Void> follow(Connection peer) {
        Many<Bytes> lines = prices.receiver(missed -> Bytes.utf8("# you missed " + missed + "\n"));
        return peer.writeAndEnd(lines.takeUntil(peer.read().then()));
    }

    /** Returns how many clients there are. Any thread may call it, and it never waits. */
    int publish(String name, long cents) {
        return prices.send(Bytes.utf8(name + " " + cents + "\n"));
    }

    /** Lets the clients take what is left, and ends their connections. */
    void close() {
        prices.close();
    }
}
