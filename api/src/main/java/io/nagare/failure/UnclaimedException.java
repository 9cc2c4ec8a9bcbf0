package io.nagare.failure;

/**
 * Nobody subscribed in time. The items of a window or a group could not be kept any longer, or a listener was closed.
 *
 * @since 0.1
 */
public final class UnclaimedException extends NagareException {

    private static final long serialVersionUID = 1L;

    private UnclaimedException(String message) {
        super(message);
    }

    /**
     * Makes the exception for a stream without a subscriber. Its waiting items have filled the buffer and stopped
     * upstream.
     *
     * @param stream the stream without a subscriber, such as "the group of key 7"
     * @param buffer how many items may wait
     * @param patience how long upstream has waited, as the message shows it
     * @param advice what to do
     */
    public static UnclaimedException full(String stream, int buffer, Object patience, String advice) {
        return new UnclaimedException(stream + " has no subscriber, and upstream has stood still for " + patience
                + " because the buffer of " + buffer + " items is full; " + advice);
    }

    /**
     * Makes the exception for something that was opened, and closed again because nobody used it.
     *
     * @param what what was opened, such as "the listener 127.0.0.1:7000"
     * @param patience how long it was open, as the message shows it
     * @param advice what to do
     */
    public static UnclaimedException closed(String what, Object patience, String advice) {
        return new UnclaimedException(what + " was closed, because nobody used it for " + patience + "; " + advice);
    }

    /**
     * Makes the exception for a window or a group that had no subscriber when the stream it came from was cancelled.
     *
     * @param stream the stream without a subscriber
     */
    public static UnclaimedException givenUp(String stream) {
        return new UnclaimedException(
                stream + " was given up: nobody had subscribed to it when the stream that it came from was"
                        + " cancelled; subscribe when it is emitted");
    }
}
