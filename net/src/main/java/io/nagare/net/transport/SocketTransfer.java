package io.nagare.net.transport;

import io.nagare.driver.Leaf;
import io.nagare.driver.LentChannel;
import io.nagare.driver.Transfer;
import java.io.IOException;

/**
 * A {@link Transfer} of bytes to a connection's socket, and how many of them have been counted. Used by one write, on
 * its strand.
 */
final class SocketTransfer {

    private final Transfer transfer;
    private final Transport transport;
    private final LentChannel channel;

    /** Woken when the socket takes no more, or has failed. */
    private final Leaf full;

    private long counted;

    SocketTransfer(Transfer transfer, Transport transport, LentChannel channel, Leaf full) {
        this.transfer = transfer;
        this.transport = transport;
        this.channel = channel;
        this.full = full;
    }

    /** Begins, or goes on. */
    void goOn() {
        transfer.transferTo(channel, full);
    }

    /** Counts what has been written since the last call. */
    void count() {
        long now = transfer.transferred();
        transport.countWritten(now - counted);
        counted = now;
    }

    /** Throws the failure of the socket, if there is one. */
    void checkSocket() throws IOException {
        IOException failure = transfer.channelFailure();
        if (failure != null) {
            throw failure;
        }
    }
}
