package io.nagare.bench.report;

/** A peer could not do a work; the message says why, for the report. The rest goes on. */
final class MeasurementException extends Exception {

    private static final long serialVersionUID = 1;

    MeasurementException(String message) {
        super(message);
    }
}
