package io.nagare.jfr;

import io.nagare.channel.Multicast;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;

/**
 * Records one broadcast from the moment at which Flight Recorder is initialized. Flight Recorder calls it on a thread
 * of its own. This class and the event need the module {@code jdk.jfr}.
 *
 * <p>Always holds: once it has stopped, Flight Recorder refers to nothing of this.
 */
final class PeriodicStatistics implements FlightRecorderListener {

    private final String runtime;
    private final Multicast<?> channel;
    private final String name;
    private final Runnable recording = this::look;

    private volatile boolean stopped;

    private PeriodicStatistics(String runtime, Multicast<?> channel, String name) {
        this.runtime = runtime;
        this.channel = channel;
        this.name = name;
    }

    /** Returns what stops it. */
    static Runnable begin(String runtime, Multicast<?> channel, String name) {
        if (!FlightRecorder.isAvailable()) {
            return () -> {};
        }
        PeriodicStatistics statistics = new PeriodicStatistics(runtime, channel, name);
        FlightRecorder.addListener(statistics);
        return statistics::stop;
    }

    /** Called with locks of Flight Recorder held, by the thread that begins the first recording, or at once. */
    @Override
    public void recorderInitialized(FlightRecorder recorder) {
        FlightRecorder.addPeriodicEvent(BroadcastStatisticsEvent.class, recording);
        // Stopping says so first and then removes. So one of the two removes what was added here.
        if (stopped) {
            FlightRecorder.removePeriodicEvent(recording);
        }
    }

    private void stop() {
        stopped = true;
        FlightRecorder.removeListener(this);
        FlightRecorder.removePeriodicEvent(recording);
    }

    private void look() {
        BroadcastStatisticsEvent event = new BroadcastStatisticsEvent();
        event.runtime = runtime;
        event.channel = name;
        event.subscribers = channel.subscribers();
        event.capacity = channel.capacity();
        event.depth = channel.depth();
        event.lag = channel.lag();
        event.closed = channel.isClosed();
        event.commit();
    }
}
