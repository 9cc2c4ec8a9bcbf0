package io.nagare.net.transport;

/**
 * How long a connection that was closed waits for the end of its peer.
 *
 * @param nanos how long, 0 not to wait
 * @param bytes how many bytes of the peer are dropped meanwhile
 */
public record LingerLimits(long nanos, long bytes) {

    /** Shared by nearly all connections. */
    private static final LingerLimits USUAL = new LingerLimits(5_000_000_000L, 1 << 20);

    public static LingerLimits of(long nanos, long bytes) {
        return nanos == USUAL.nanos && bytes == USUAL.bytes ? USUAL : new LingerLimits(nanos, bytes);
    }
}
