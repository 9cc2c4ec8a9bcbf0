package io.nagare.examples;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.nats.NatsBroadcast;
import io.nagare.nats.NatsChannels;
import io.nagare.nats.NatsOptions;
import io.nagare.net.Connection;
import io.nagare.net.ServeOptions;
import io.nagare.net.Tcp;
import io.nagare.value.ValueCodec;

/**
 * The {@link Chat} on several machines: all servers share one room, which a nats-server keeps.
 *
 * <p>A member hears the lines of all servers. One that reads too slowly gets the number of the lines that it missed,
 * wherever they were said. While a server has lost the nats-server, its members wait.
 */
final class NatsChat {

    /** In bytes. */
    private static final int LONGEST_LINE = 4096;

    private final NatsBroadcast<Bytes> room;

    private NatsChat(NatsBroadcast<Bytes> room) {
        this.room = room;
    }

    /** Connects to the nats-server, and serves members until it ends. */
    static One<Void> serve(String url, int port, ServeOptions options) {
        return One.usingWhen(
                NatsChannels.connect(NatsOptions.of(url)),
                nats -> nats.broadcast("chat", ValueCodec.bytes(), 1024)
                        .flatMap(room -> Tcp.serve("127.0.0.1", port, new NatsChat(room)::member, options)),
                nats -> nats.drain(GracefulEnd.LIMIT));
    }

    /** Serves a member, which hears the room until it stops talking. */
    private One<Void> member(Connection peer) {
        One<Void> talking =
                peer.read().lines(LONGEST_LINE).map(line -> Bytes.utf8(line + "\n")).sendTo(room);
        Many<Bytes> hearing = room.receiver(missed -> Bytes.utf8("* you missed " + missed + " lines\n"));
        return peer.writeAndEnd(hearing.takeUntil(talking));
    }
}
