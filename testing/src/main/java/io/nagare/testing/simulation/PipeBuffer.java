package io.nagare.testing.simulation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What is in a simulated pipe, and which ends of it are open. Processes can have an end each, as after a fork. Used by
 * the thread that steps.
 *
 * <p>Always holds: there are at most {@link #CAPACITY} bytes. The reader sees the end when the last writing end is
 * closed; a writer fails when the last reading end is. What is written can be read a moment later. So two processes
 * that keep each other busy do not stop virtual time.
 */
final class PipeBuffer {

    /** As much as a pipe holds on Linux. */
    static final int CAPACITY = 64 * 1024;

    private static final Duration LEAST_MOMENT = Duration.ofNanos(10_000);
    private static final Duration LONGEST_MOMENT = Duration.ofNanos(50_000);

    private final Host host;
    private final ArrayDeque<byte[]> underWay = new ArrayDeque<>();
    private final Incoming arrived = new Incoming();
    private final Set<Watched> readers = new LinkedHashSet<>();
    private final Set<Watched> writers = new LinkedHashSet<>();

    /** How many bytes are under way or have arrived. */
    private int size;

    private boolean arrives;

    PipeBuffer(Host host) {
        this.host = host;
    }

    void addReader(Watched end) {
        readers.add(end);
    }

    void addWriter(Watched end) {
        writers.add(end);
    }

    /** An end was closed. */
    void remove(Watched end) {
        if (writers.remove(end) && writers.isEmpty()) {
            arriveSoon();
        }
        if (readers.remove(end) && readers.isEmpty()) {
            arrived.shut();
            changed();
        }
    }

    private void arriveSoon() {
        if (!arrives) {
            arrives = true;
            host.programs().later(this::arrive, LEAST_MOMENT, LONGEST_MOMENT);
        }
    }

    private void arrive() {
        arrives = false;
        underWay.forEach(arrived::add);
        underWay.clear();
        if (writers.isEmpty()) {
            arrived.end();
        }
        changed();
    }

    boolean isReadable() {
        return arrived.isReadable();
    }

    boolean isWritable() {
        return readers.isEmpty() || size < CAPACITY;
    }

    /** Takes bytes out. Returns how many, 0 if there are none yet, -1 at the end. */
    int read(ByteBuffer target) {
        int count = arrived.read(target, host.network()::piece);
        if (count > 0) {
            size -= count;
            changed();
        }
        return count;
    }

    /** Puts bytes in. Returns how many there was room for. */
    int write(ByteBuffer source) throws IOException {
        if (readers.isEmpty()) {
            throw new IOException("Broken pipe");
        }
        int most = Math.min(CAPACITY - size, source.remaining());
        if (most == 0) {
            return 0;
        }
        byte[] bytes = new byte[host.network().piece(most)];
        source.get(bytes);
        underWay.add(bytes);
        size += bytes.length;
        arriveSoon();
        return bytes.length;
    }

    private void changed() {
        readers.forEach(end -> end.registration().changed());
        writers.forEach(end -> end.registration().changed());
    }
}
