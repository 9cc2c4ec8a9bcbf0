package io.nagare.net;

import io.nagare.net.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one server that are open, and the counts of those that were. May be used by any thread. Entering
 * and removing allocate nothing, since that has to work without memory.
 */
final class OpenConnections {

    /** A connection in the list. */
    static final class Entry {

        private final Transport transport;
        private @Nullable Entry previous;
        private @Nullable Entry next;

        Entry(Transport transport) {
            this.transport = transport;
        }
    }

    private @Nullable Entry first;
    private int open;
    private boolean closed;
    private long accepted;
    private long turnedAway;
    private long overLimit;
    private long cutOff;
    private long bytesRead;
    private long bytesWritten;

    /** A connection was accepted. Returns false if there are as many already as there may be. */
    synchronized boolean enter(Entry entry, int most) {
        accepted++;
        if (open >= most) {
            turnedAway++;
            return false;
        }
        open++;
        entry.next = first;
        if (first != null) {
            first.previous = entry;
        }
        first = entry;
        return true;
    }

    /** The wire of a connection was given back. Returns whether it was the last one of a server that is closed. */
    synchronized boolean remove(Entry entry) {
        open--;
        if (entry.transport.wasCutOff()) {
            cutOff++;
        }
        bytesRead += entry.transport.bytesRead();
        bytesWritten += entry.transport.bytesWritten();
        if (entry.previous == null) {
            first = entry.next;
        } else {
            entry.previous.next = entry.next;
        }
        if (entry.next != null) {
            entry.next.previous = entry.previous;
        }
        entry.previous = null;
        entry.next = null;
        return closed && open == 0;
    }

    /** No connection will be entered any more. Returns whether none is open. */
    synchronized boolean close() {
        closed = true;
        return open == 0;
    }

    /** A connection has exceeded a limit of time. */
    synchronized void exceeded() {
        overLimit++;
    }

    synchronized int size() {
        return open;
    }

    /** How many connections were reset so far. */
    synchronized long cutOff() {
        return cutOff;
    }

    synchronized ServerCounts counts() {
        long read = bytesRead;
        long written = bytesWritten;
        int readersPaused = 0;
        int writersWaiting = 0;
        for (Entry entry = first; entry != null; entry = entry.next) {
            Transport transport = entry.transport;
            read += transport.bytesRead();
            written += transport.bytesWritten();
            if (transport.readerPauses()) {
                readersPaused++;
            }
            if (transport.writerWaits()) {
                writersWaiting++;
            }
        }
        return new ServerCounts(
                accepted, open, turnedAway, overLimit, cutOff, read, written, readersPaused, writersWaiting);
    }
}
