package io.nagare.examples;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.channel.Broadcast;
import io.nagare.net.ServeOptions;
import io.nagare.net.Tcp;
import io.nagare.net.TcpStream;
import io.nagare.policy.Lag;

/**
 * A chat room: each line of a member goes to all of them.
 *
 * <p>The room is a broadcast that keeps the last 1,024 lines. A member that reads too slowly misses the lines that were
 * overwritten meanwhile, and is told how many; the others do not notice, and memory stays what it is.
 */
final class Chat {

    /** In bytes; with the 1,024 lines of the room this bounds what the room holds to 4 MiB. */
    private static final int LONGEST_LINE = 4096;

    private final Broadcast<Bytes> room = Broadcast.lagging(1024);

    One<Void> serve(int port, ServeOptions options) {
        return Tcp.serve("127.0.0.1", port, this::member, options);
    }

    /** How many members there are. */
    int members() {
        return room.subscribers();
    }

    /** A member hears the room until it stops talking. */
    private One<Void> member(TcpStream peer) {
        One<Void> talking = peer.read().lines(LONGEST_LINE).map(line -> Bytes.utf8(line + "\n")).sendTo(room);
        return peer.writeAndEnd(hear().takeUntil(talking));
    }

    private Many<Bytes> hear() {
        return Many.defer(() -> {
            Missed missed = new Missed();
            return room.receiver(Lag.skip(missed::add)).map(missed::announceBefore);
        });
    }

    /** Counts what one member missed. All of it happens on the member's strand, so a plain field will do. */
    private static final class Missed {

        private long lines;

        void add(long count) {
            lines += count;
        }

        Bytes announceBefore(Bytes line) {
            if (lines == 0) {
                return line;
            }
            Bytes announcement = Bytes.utf8("* you missed " + lines + " lines\n");
            lines = 0;
            return announcement.concat(line);
        }
    }
}
