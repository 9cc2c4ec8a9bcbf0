package io.nagare.channel;

import io.nagare.One;

/**
 * Completes a {@link One} from outside: the first value that is sent goes to all subscribers (Tokio's {@code oneshot}).
 *
 * <pre>{@code
 * Oneshot<Reply> reply = Oneshot.create();
 * requests.trySend(new Request(question, reply));
 * reply.receiver().timeout(Duration.ofSeconds(1)).subscribe(...);
 * }</pre>
 *
 * <p>It is settled once, by {@link #send}, {@link #complete}, {@link #fail}, {@link #close()} or its receiver. The
 * receiver settles it when its last subscriber cancels: it is then closed for good. All later calls of these methods
 * return {@code false}.
 *
 * @param <T> the type of the value
 * @since 0.1
 */
public interface Oneshot<T> extends AutoCloseable {

    /** Makes a oneshot that waits for its value. */
    static <T> Oneshot<T> create() {
        return ChannelEngines.engine().oneshot();
    }

    /**
     * Sends the value. This does not mean that any subscriber has received it, or will.
     *
     * @return {@code false} if this was settled before; the value then still belongs to the caller
     */
    boolean send(T value);

    /**
     * Completes the receiver without a value.
     *
     * @return {@code false} if this was settled before
     */
    boolean complete();

    /**
     * Fails the receiver. All subscribers get the same exception.
     *
     * @return {@code false} if this was settled before, so that nobody sees the failure
     */
    boolean fail(Throwable failure);

    /** Gives up sending: unless this was settled before, the receiver fails with {@link ChannelClosedException}. */
    @Override
    void close();

    /**
     * Emits the value to any number of subscribers, also to later ones. Demand: the value waits for demand; an end
     * without a value does not. Cancellation: if the last subscriber cancels before there is a value, the receiver is
     * closed, and later subscribers fail. Errors: the exception given to {@link #fail}, or {@link
     * ChannelClosedException}.
     */
    One<T> receiver();

    /**
     * Completes when a value is no longer of use: when this is settled, also because the receiver is closed. Demand:
     * none is needed.
     */
    One<Void> closed();

    /** Whether this is settled, so that nothing more can be sent. */
    boolean isClosed();
}
