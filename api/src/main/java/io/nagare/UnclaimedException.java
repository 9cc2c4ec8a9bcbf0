package io.nagare;

/**
 * Nobody subscribed in time: to a window or a group, whose items could not be kept any longer, or to a listener, which
 * was closed.
 *
 * @since 0.1
 */
public final class UnclaimedException extends NagareException {

    private static final long serialVersionUID = 1L;

    private UnclaimedException(String message) {
        super(message);
    }

    /**
     * The items that wait have filled the buffer and keep upstream from going on.
     *
     * @param stream what nobody subscribes to, such as "the group of key 7"
     * @param buffer how many items may wait
     * @param patience how long upstream has waited, as it is to be shown
     * @param advice what to do
     */
    public static UnclaimedException full(String stream, int buffer, Object patience, String advice) {
        return new UnclaimedException(stream + " has no subscriber, and upstream has stood still for " + patience
                + " because the buffer of " + buffer + " items is full; " + advice);
    }

    /**
     * What was opened has been closed again, as nobody used it.
     *
     * @param what what was opened, such as "the listener 127.0.0.1:7000"
     * @param patience how long it was open, as it is to be shown
     * @param advice what to do
     */
    public static UnclaimedException closed(String what, Object patience, String advice) {
        return new UnclaimedException(what + " was closed, because nobody used it for " + patience + "; " + advice);
    }

    /**
     * The stream of windows or groups was cancelled before.
     *
     * @param stream what nobody had subscribed to
     */
    public static UnclaimedException givenUp(String stream) {
        return new UnclaimedException(
                stream + " was given up: nobody had subscribed to it when the stream that it came from was"
                        + " cancelled; subscribe when it is emitted");
    }
}
