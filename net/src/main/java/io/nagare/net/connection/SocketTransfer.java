package io.nagare.net.connection;

import io.nagare.driver.Driver;
import io.nagare.driver.Leaf;
import io.nagare.driver.Transfer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Transfer} of bytes to a connection's socket, and how many of them have been counted. Used by one write, on
 * its strand.
 */
final class SocketTransfer {

    private final Transfer transfer;
    private final Wire wire;
    private final Driver driver;

    /** Woken when the socket takes no more, or has failed. */
    private final Leaf full;

    private @Nullable LentSocket socket;
    private long counted;

    SocketTransfer(Transfer transfer, Wire wire, Driver driver, Leaf full) {
        this.transfer = transfer;
        this.wire = wire;
        this.driver = driver;
        this.full = full;
    }

    /**
     * Begins, or goes on. The socket is registered first, because the registration keeps its descriptor from being
     * given back.
     */
    void goOn() throws IOException {
        LentSocket lent = socket;
        if (lent == null) {
            lent = new LentSocket(wire.channel(), wire.registration(driver));
            socket = lent;
        }
        transfer.transferTo(lent, full);
    }

    /** Counts what has been written since the last call. */
    void count() {
        long now = transfer.transferred();
        wire.countWritten(now - counted);
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
