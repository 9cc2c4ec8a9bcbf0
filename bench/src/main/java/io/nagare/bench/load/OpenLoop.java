package io.nagare.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * Sends messages by a schedule, without waiting for answers. Latency counts from the time in the schedule. So a server
 * that stalls pays for every message that it has kept waiting, and so does this program if it is late itself. Its own
 * part is reported separately: it is the time from the schedule to the attempt to send. There is one thread, which
 * never sleeps. Nothing is allocated while it runs.
 */
final class OpenLoop implements AutoCloseable {

    private static final long MOST_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** How many due messages are sent at a time, so that answers do not wait behind them. */
    private static final int BATCH = 32;

    /**
     * If the program's own lateness at the 99th percentile is more than this part of the counted time, it has not held
     * the rate.
     */
    private static final double HELD = 0.01;

    private final Histogram latencies = new Histogram(1, MOST_NANOS, 3);
    private final Histogram lateness = new Histogram(1, MOST_NANOS, 3);
    private final Schedule schedule;
    private final int bytes;
    private final Selector selector = Selector.open();
    private final LoadConnection[] connections;
    private final ByteBuffer filler;
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(256 * 1024);
    private final Consumer<SelectionKey> ready = this::ready;
    private long start;
    private long next;
    private long answered;
    private long answeredInTime;
    private long end;

    /** Opens the connections. */
    OpenLoop(int port, int bytes, Schedule schedule) throws IOException {
        this.schedule = schedule;
        this.bytes = bytes;
        this.filler = ByteBuffer.allocateDirect(Math.max(bytes, 64 * 1024));
        this.connections = new LoadConnection[schedule.connections()];
        int opened = 0;
        try {
            for (; opened < connections.length; opened++) {
                connections[opened] = LoadConnection.open(opened, port, selector);
            }
        } catch (IOException failure) {
            selector.close();
            for (int i = 0; i < opened; i++) {
                connections[i].close();
            }
            throw new IOException(
                    "connection " + opened + " of " + connections.length + " failed: " + failure.getMessage(), failure);
        }
    }

    /** Sends all messages, waits for the answers for a while, and returns the line of figures. */
    String run() throws IOException {
        play();
        return figures();
    }

    /** The loop. */
    void play() throws IOException {
        long messages = schedule.messages();
        start = System.nanoTime();
        end = start + schedule.due(messages);
        long last = end + DRAIN_NANOS;
        try {
            while (answered < messages) {
                sendDue(messages);
                selector.selectNow(ready);
                if (next == messages && System.nanoTime() - last > 0) {
                    break;
                }
            }
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
        countUnanswered();
    }

    private void sendDue(long messages) throws IOException {
        long first = schedule.firstCounted();
        for (int i = 0; i < BATCH && next < messages; i++) {
            long late = System.nanoTime() - start - schedule.due(next);
            if (late < 0) {
                return;
            }
            if (next >= first) {
                lateness.recordValue(Math.min(late, MOST_NANOS));
            }
            connections[(int) (next % connections.length)].send(bytes, filler);
            next++;
        }
    }

    private void ready(SelectionKey key) {
        LoadConnection connection = (LoadConnection) key.attachment();
        try {
            if (key.isReadable()) {
                connection.receive(scratch);
                long now = System.nanoTime();
                while (connection.takeAnswer(bytes)) {
                    answered(schedule.message(connection.index, connection.answered() - 1), now);
                }
            }
            if (key.isWritable()) {
                connection.flush(filler);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void answered(long message, long now) {
        answered++;
        if (message >= schedule.firstCounted()) {
            latencies.recordValue(Math.min(now - start - schedule.due(message), MOST_NANOS));
            if (now - end < 0) {
                answeredInTime++;
            }
        }
    }

    /** Counts messages without an answer with the time until now, which is the least that they took. */
    private void countUnanswered() {
        long now = System.nanoTime();
        for (LoadConnection connection : connections) {
            for (long i = connection.answered(); ; i++) {
                long message = schedule.message(connection.index, i);
                if (message >= schedule.messages()) {
                    break;
                }
                if (message >= schedule.firstCounted()) {
                    latencies.recordValue(Math.min(now - start - schedule.due(message), MOST_NANOS));
                }
            }
        }
    }

    long unanswered() {
        return schedule.messages() - answered;
    }

    Histogram latencies() {
        return latencies;
    }

    Histogram lateness() {
        return lateness;
    }

    private String figures() {
        boolean held = lateness.getValueAtPercentile(99) <= HELD * schedule.seconds() * 1e9;
        return String.format(
                Locale.ROOT,
                "open conns=%d size=%d asked=%d rate=%.0f p50_us=%.1f p90_us=%.1f p99_us=%.1f p999_us=%.1f max_us=%.1f"
                        + " unanswered=%d late_p99_us=%.1f late_max_us=%.1f held=%d",
                schedule.connections(),
                bytes,
                schedule.rate(),
                answeredInTime / schedule.seconds(),
                micros(latencies, 50),
                micros(latencies, 90),
                micros(latencies, 99),
                micros(latencies, 99.9),
                latencies.getMaxValue() / 1e3,
                unanswered(),
                micros(lateness, 99),
                lateness.getMaxValue() / 1e3,
                held ? 1 : 0);
    }

    private static double micros(Histogram histogram, double percentile) {
        return histogram.getValueAtPercentile(percentile) / 1e3;
    }

    @Override
    public void close() throws IOException {
        for (LoadConnection connection : connections) {
            connection.close();
        }
        selector.close();
    }
}
