package io.nagare.examples.guides;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.RuntimeMetrics;
import io.nagare.channel.Broadcast;
import io.nagare.net.ConnectionCounts;
import io.nagare.net.Connections;
import java.time.Duration;

/** A line of figures for the log, each of which grows when something goes wrong. */
final class Watching {

    private Watching() {}

    static Many<String> figures(Nagare runtime, Broadcast<?> prices, Duration every) {
        return Many.interval(every).map(tick -> {
            RuntimeMetrics engine = runtime.metrics();
            ConnectionCounts net = Connections.counts(runtime);
            long busy = engine.workers().stream().mapToLong(worker -> worker.busyNanos()).sum();
            return "tasks=" + engine.liveTasks()
                    + " queued=" + engine.injectionDepth()
                    + " blocking=" + engine.blockingThreads() + "+" + engine.blockingQueued()
                    + " busyMillis=" + busy / 1_000_000
                    + " open=" + net.open()
                    + " paused=" + net.readersPaused()
                    + " waiting=" + net.writersWaiting()
                    + " cutOff=" + net.cutOff()
                    + " behind=" + prices.lag();
        });
    }
}
