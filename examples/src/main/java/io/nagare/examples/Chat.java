package io.nagare.examples;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.channel.Broadcast;
import io.nagare.net.Connection;
import io.nagare.net.ServeOptions;
import io.nagare.net.Tcp;

/**
 * A chat room: each line of a member goes to all members.
 *
 * <p>The room is a broadcast that keeps the last 1,024 lines. A member that reads too slowly misses the lines that were
 * overwritten meanwhile. In their place it gets a line with their number. The other members do not notice, and memory
 * stays flat.
 */
final class Chat {

    /** In bytes. With the 1,024 lines of the room this bounds what the room holds to 4 MiB. */
    private static final int LONGEST_LINE = 4096;

    private final Broadcast<Bytes> room = Broadcast.lagging(1024);

    One<Void> serve(int port, ServeOptions options) {
        return Tcp.serve("127.0.0.1", port, this::member, options);
    }

    /** The number of members. */
    int members() {
        return room.subscribers();
    }

    /** Serves a member, which hears the room until it stops talking. */
    One<Void> member(Connection peer) {
        One<Void> talking = peer.read().lines(LONGEST_LINE).map(line -> Bytes.utf8(line + "\n")).sendTo(room);
        Many<Bytes> hearing = room.receiver(missed -> Bytes.utf8("* you missed " + missed + " lines\n"));
        return peer.writeAndEnd(hearing.takeUntil(talking));
    }
}
