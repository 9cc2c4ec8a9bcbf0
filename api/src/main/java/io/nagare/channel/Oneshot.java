package io.nagare.channel;

import io.nagare.One;

/**
 * Completes a {@link One} from outside: one value, from whoever has it first, to all who wait for it (Tokio's {@code
 * oneshot}).
 *
 * <pre>{@code
 * Oneshot<Reply> reply = Oneshot.create();
 * requests.trySend(new Request(question, reply));
 * reply.receiver().timeout(Duration.ofSeconds(1)).subscribe(...);
 * }</pre>
 *
 * <p>It is settled once: by {@link #send}, {@link #complete}, {@link #fail} or {@link #close()}, or by its receiver:
 * when the last of those who had subscribed cancels, the receiver is closed for good. All later calls of these return
 * {@code false}.
 *
 * @param <T> what is sent
 */
public interface Oneshot<T> extends AutoCloseable {

    /** A oneshot that waits for its value. */
    static <T> Oneshot<T> create() {
        return ChannelEngines.engine().oneshot();
    }

    /**
     * Sends the value. That it was sent does not mean that it was, or will be, received.
     *
     * @return {@code false} if this was settled before, in which case the value still belongs to the caller
     */
    boolean send(T value);

    /**
     * Completes the receiver without a value.
     *
     * @return {@code false} if this was settled before
     */
    boolean complete();

    /**
     * Fails the receiver; all subscribers get the same exception.
     *
     * @return {@code false} if this was settled before, so that nobody sees the failure
     */
    boolean fail(Throwable failure);

    /**
     * There will be no value: unless this was settled before, the receiver fails with {@link ChannelClosedException}.
     */
    @Override
    void close();

    /**
     * Emits the value, to any number of subscribers, also to those that come after it. Demand: the value waits for it;
     * the end without a value does not. Cancellation: when the last of those who have subscribed cancels before there
     * is a value, the receiver is closed, and who subscribes later fails. Errors: what was given to {@link #fail}, and
     * {@link ChannelClosedException}.
     */
    One<T> receiver();

    /**
     * Completes when there is no use in producing a value any more: when this is settled, most notably because the
     * receiver is closed. Demand: none is needed.
     */
    One<Void> closed();

    /** Whether this is settled, so that nothing can be sent any more. */
    boolean isClosed();
}
