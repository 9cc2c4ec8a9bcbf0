package io.nagare.micrometer;

import io.micrometer.observation.Observation;
import io.nagare.Nagare;
import io.nagare.SignalListener;

/**
 * Stops the observation of one subscription, before downstream knows of the end. So it is stopped when a program has
 * waited for the stream. Called on the strand. What a handler of Micrometer throws is reported and harms no stream.
 */
final class ObservationEnd implements SignalListener<Object> {

    /** The key of how the stream ended. */
    private static final String OUTCOME = "outcome";

    private final Observation observation;

    ObservationEnd(Observation observation) {
        this.observation = observation;
    }

    @Override
    public void onComplete() {
        stop("completed");
    }

    @Override
    public void onError(Throwable failure) {
        harmless(() -> observation.error(failure));
        stop("failed");
    }

    @Override
    public void onCancel() {
        stop("cancelled");
    }

    private void stop(String outcome) {
        harmless(() -> observation.lowCardinalityKeyValue(OUTCOME, outcome).stop());
    }

    private static void harmless(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException failure) {
            Nagare.current().driver().unseen(failure, "stopping an observation");
        }
    }
}
