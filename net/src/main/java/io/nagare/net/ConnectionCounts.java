package io.nagare.net;

import io.nagare.driver.Driver;
import io.nagare.net.transport.ConnectionTotals;
import io.nagare.net.transport.Transport;
import java.util.List;

/**
 * What all connections of a runtime have done so far, and what they do now: those that its servers and listeners have
 * accepted and those that it has made, over TCP and Unix sockets. Connections in memory are not counted. Each number
 * was true a moment ago. Together they need not be of the same moment.
 *
 * @param accepted how many connections were accepted, with those that were turned away
 * @param connected how many connections to servers were made
 * @param failedAttempts how many attempts to reach an address of a server have failed; a name may have several
 *     addresses
 * @param open how many connections are open now
 * @param turnedAway how many were reset at once because as many were open as the server takes
 * @param cutOff how many were reset in all, for whatever reason
 * @param bytesRead how many bytes have come
 * @param bytesWritten how many bytes were handed to the system
 * @param readersPaused how many open connections are not read now, because their reader has no demand
 * @param writersWaiting how many open connections have bytes to write that their peers do not take now
 */
public record ConnectionCounts(
        long accepted,
        long connected,
        long failedAttempts,
        int open,
        long turnedAway,
        long cutOff,
        long bytesRead,
        long bytesWritten,
        int readersPaused,
        int writersWaiting) {

    /** Counts the connections of a runtime. Looks at each that is open. */
    static ConnectionCounts of(Driver driver) {
        ConnectionTotals totals = ConnectionTotals.of(driver);
        List<Transport> open = driver.openResources(Transport.class);
        long read = totals.bytesRead();
        long written = totals.bytesWritten();
        int readersPaused = 0;
        int writersWaiting = 0;
        for (Transport transport : open) {
            read += transport.bytesRead();
            written += transport.bytesWritten();
            if (transport.readerPauses()) {
                readersPaused++;
            }
            if (transport.writerWaits()) {
                writersWaiting++;
            }
        }
        return new ConnectionCounts(
                totals.accepted(),
                totals.connected(),
                totals.failedAttempts(),
                open.size(),
                totals.turnedAway(),
                totals.cutOff(),
                read,
                written,
                readersPaused,
                writersWaiting);
    }
}
