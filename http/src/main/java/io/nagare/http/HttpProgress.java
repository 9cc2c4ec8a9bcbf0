package io.nagare.http;

/**
 * How far a body has come.
 *
 * @param done how many bytes were sent or received, at least 0
 * @param total how many bytes there are in all; -1 if that is not known
 * @since 0.1
 */
public record HttpProgress(long done, long total) {

    /** Returns the share that is done, from 0 to 1; -1 if the total is not known. */
    public double fraction() {
        if (total < 0) {
            return -1;
        }
        return total == 0 ? 1 : Math.min(1, (double) done / total);
    }
}
