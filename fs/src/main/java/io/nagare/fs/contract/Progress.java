package io.nagare.fs.contract;

/**
 * How far a long operation has come.
 *
 * @param done how many bytes are done
 * @param total how many bytes there were to do when it began; {@code done} gets larger than this if the file grows
 */
public record Progress(long done, long total) {

    /** Returns the share that is done, from 0 to 1. */
    public double fraction() {
        return total == 0 ? 1 : Math.min(1, (double) done / total);
    }
}
