package io.nagare.failure;

/**
 * The task was aborted, or its runtime was closed before it ended.
 *
 * @since 0.1
 */
public final class TaskCancelledException extends NagareException {

    private static final long serialVersionUID = 1L;

    /** Says why. */
    public TaskCancelledException(String message) {
        super(message);
    }
}
