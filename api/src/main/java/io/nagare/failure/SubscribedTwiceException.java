package io.nagare.failure;

/**
 * A stream that serves one subscriber, such as a window or a group, got a second one.
 *
 * @since 0.1
 */
public final class SubscribedTwiceException extends NagareException {

    private static final long serialVersionUID = 1L;

    /**
     * Names the stream.
     *
     * @param stream what it is, such as "a window"
     */
    public SubscribedTwiceException(String stream) {
        super(stream
                + " can be subscribed to once, and has been; to have several subscribers, share it: items.share(...)");
    }
}
