package io.nagare.bench.report.process;

/**
 * Thrown when a peer could not do a work. The message gives the reason for the report. The other measurements go on.
 */
public final class MeasurementException extends Exception {

    private static final long serialVersionUID = 1;

    public MeasurementException(String message) {
        super(message);
    }
}
