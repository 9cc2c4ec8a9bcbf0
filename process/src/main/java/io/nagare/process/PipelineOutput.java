package io.nagare.process;

import io.nagare.Bytes;
import java.util.List;

/**
 * What the last child of a pipeline has written, and how all have ended.
 *
 * @param statuses how each has ended, in their order
 * @param stdout what the last has written to its standard output
 */
public record PipelineOutput(List<ExitStatus> statuses, Bytes stdout) {

    /** Copies the list. */
    public PipelineOutput {
        statuses = List.copyOf(statuses);
    }

    /** Whether all have succeeded. In a shell the last alone counts. */
    public boolean isSuccess() {
        return statuses.stream().allMatch(ExitStatus::isSuccess);
    }

    /** Returns the output as UTF-8; malformed bytes become U+FFFD. */
    public String text() {
        return stdout.utf8();
    }
}
