package io.nagare.fs.contract;

/**
 * How far something long has come.
 *
 * @param done how many bytes are done
 * @param total how many bytes there were to do when it began; a file that grows meanwhile makes {@code done} larger than that in the end
 */
public record Progress(long done, long total) {

    /** The share that is done, from 0 to 1. */
    public double fraction() {
        return total == 0 ? 1 : Math.min(1, (double) done / total);
    }
}
