package io.nagare.net.wire;

import io.nagare.driver.Driver;
import io.nagare.driver.Leaf;
import io.nagare.driver.LentChannel;
import io.nagare.driver.Resource;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import jdk.net.UnixDomainPrincipal;
import org.jspecify.annotations.Nullable;

/**
 * What carries the bytes of a connection, without ever blocking: a socket, one end of a pair in memory, or encryption
 * over another wire. It has two directions. The sources that read and write know nothing else of a connection.
 *
 * <p>One reader uses {@link #read}, {@link #awaitReadable} and {@link #pauseReading} at a time. One writer uses
 * {@link #write}, {@link #flush}, {@link #end} and {@link #awaitWritable} at a time. The two may be on different
 * threads. All other methods may be called by any thread.
 *
 * <p>Always holds: a leaf that waits is woken when the wire closes. So none waits for a wire that is gone.
 */
public interface Wire {

    /**
     * Reads what is there into the buffer, at most as much as fits. If room is left in the buffer, nothing more is
     * there for now, unless {@link #keepsRead} says otherwise.
     *
     * @return how many bytes, 0 if there are none now, -1 if the peer has ended its direction
     * @throws java.nio.channels.ClosedChannelException if this is closed
     * @throws IOException if the peer or the network has failed
     */
    int read(ByteBuffer into) throws IOException;

    /**
     * Whether this has taken bytes from the system that {@link #read} has not delivered yet. The reader then reads
     * again before it awaits readability.
     */
    default boolean keepsRead() {
        return false;
    }

    /**
     * Takes bytes from the buffer, as many as it has room for. A wire that encrypts may keep bytes until a
     * {@link #flush}.
     *
     * @return how many bytes it took; less than remained if the writer has to wait
     * @throws java.nio.channels.ClosedChannelException if this is closed
     * @throws IOException if the peer or the network has failed
     */
    int write(ByteBuffer from) throws IOException;

    /**
     * Hands to the system what {@link #write} has kept.
     *
     * @return whether nothing is kept any more; if not, await writability and call this again
     * @throws IOException if the peer or the network has failed
     */
    default boolean flush() throws IOException {
        return true;
    }

    /**
     * Returns the reason that the peer has given for ending the connection, as a failure; null if it has given none. To
     * be called as the reader, when a write has failed: what has come is lost.
     */
    default @Nullable IOException lastWords() {
        return null;
    }

    /**
     * Ends our direction behind everything that was written. The peer reads the end of the stream.
     *
     * @return whether that is done; if not, await writability and call this again
     * @throws IOException if the peer or the network has failed
     */
    boolean end() throws IOException;

    /**
     * Whether {@link #end} has to say something to the peer for which there may be no room. Then {@link #close} alone
     * may cut it off, so this has to end first.
     */
    default boolean hasFarewell() {
        return false;
    }

    /**
     * Wakes the leaf once when {@link #read} may find something, the end or a failure. To be called when a read has
     * found nothing.
     *
     * @throws IOException if this is closed, or cannot be watched
     */
    void awaitReadable(Leaf leaf) throws IOException;

    /** Says that the leaf that waited for reading does not need it for now. */
    void pauseReading();

    /**
     * Wakes the leaf once when {@link #write}, {@link #flush} or {@link #end} can go on. To be called when one of them
     * has not taken everything.
     *
     * @throws IOException if this is closed, or cannot be watched
     */
    void awaitWritable(Leaf leaf) throws IOException;

    /**
     * Makes the runtime know this wire. When the runtime is closed it tells the owner, which closes this.
     *
     * @throws IOException if the runtime was closed
     */
    void open(Resource owner) throws IOException;

    /** Gives back what this holds, at once. Does nothing if that was done. Never throws. */
    void close();

    /** As {@link #close}, but the peer sees that it was cut off. Never throws. */
    void reset();

    /** Our end. */
    SocketAddress localAddress();

    /** The peer's end. */
    SocketAddress remoteAddress();

    /**
     * Returns the user and group of the process at the other end; null if the system does not know them.
     *
     * @throws IOException if this is closed
     */
    default @Nullable UnixDomainPrincipal credentials() throws IOException {
        return null;
    }

    /**
     * Returns the channel to which the system itself can send a file; null if the bytes have to come through
     * {@link #write}.
     *
     * @param driver of the writer's runtime
     * @throws IOException if this is closed, or cannot be watched
     */
    default @Nullable LentChannel transferChannel(Driver driver) throws IOException {
        return null;
    }
}
