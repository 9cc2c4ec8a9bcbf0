package io.nagare.nats;

import static java.util.Objects.requireNonNull;

import io.nagare.Bytes;
import io.nagare.nats.failure.ValueTooLargeException;
import io.nagare.value.ValueCodec;
import io.nats.client.impl.Headers;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * A request that a receiver has got, and must answer. It is answered once, by {@link #answer}, {@link #fail} or {@link
 * #close}. One that is discarded fails, so that its asker need not wait until the deadline. Any thread may call.
 *
 * @param <T> the type of the request
 * @param <R> the type of the answer
 * @since 0.1
 */
public final class NatsRequest<T, R> implements AutoCloseable {

    /** The header of an answer that is a failure. */
    static final String FAILURE = "Nagare-Failure";

    private final Linking linking;
    private final String subject;
    private final String replyTo;
    private final ValueCodec<R> codec;
    private final T value;
    private final AtomicBoolean answered = new AtomicBoolean();

    NatsRequest(Linking linking, String subject, String replyTo, ValueCodec<R> codec, T value) {
        this.linking = linking;
        this.subject = subject;
        this.replyTo = replyTo;
        this.codec = codec;
        this.value = value;
    }

    /** The request. */
    public T value() {
        return value;
    }

    /**
     * Sends the answer, without waiting for anything. Nobody learns whether it has arrived.
     *
     * @return {@code false} if the request was answered before, or if there is no connection; then the asker fails at
     *     its deadline
     * @throws ValueTooLargeException if the server takes no message of this size; the asker fails at once
     * @throws IllegalArgumentException with the codec's failure; the asker fails at once
     */
    public boolean answer(R answer) {
        requireNonNull(answer, "an answer cannot be null");
        Bytes bytes;
        try {
            bytes = codec.encode(answer);
        } catch (RuntimeException | Error failure) {
            fail("the answer cannot be encoded");
            throw failure;
        } catch (Exception failure) {
            fail("the answer cannot be encoded");
            throw new IllegalArgumentException("the answer to a request of " + subject + " cannot be encoded", failure);
        }
        Link link = linking.now();
        if (link != null && bytes.length() > link.maxPayload()) {
            fail("the answer has " + bytes.length() + " bytes, and the server takes " + link.maxPayload() + " at most");
            throw new ValueTooLargeException(subject, bytes.length(), link.maxPayload());
        }
        return answered.compareAndSet(false, true)
                && link != null
                && link.reply(replyTo, null, bytes.toArray());
    }

    /**
     * Answers with the function's result. If the function fails or its result cannot be sent, the asker fails at once,
     * and the failure goes to the runtime's handler. So one bad request does not end its receiver. The function is
     * called at once.
     *
     * @return as {@link #answer}; {@code false} if there was a failure
     */
    public boolean answerWith(Function<? super T, ? extends R> function) {
        requireNonNull(function, "function");
        try {
            return answer(function.apply(value));
        } catch (Throwable failure) {
            fail("the receiver has failed");
            linking.runtime().driver().unseen(failure, "an answer to a request of " + subject);
            return false;
        }
    }

    /**
     * Lets the asker fail with a {@link io.nagare.nats.failure.RequestFailedException} that has this text. Otherwise as
     * {@link #answer}.
     */
    public boolean fail(String why) {
        requireNonNull(why, "why");
        return answered.compareAndSet(false, true) && fail(linking, replyTo, why);
    }

    static boolean fail(Linking linking, String replyTo, String why) {
        Link link = linking.now();
        // A header is one line of plain letters.
        String line = why.replaceAll("[^ -~]+", " ");
        return link != null && link.reply(replyTo, new Headers().put(FAILURE, line), new byte[0]);
    }

    /** Lets the asker fail, if the request has no answer. */
    @Override
    public void close() {
        fail("the receiver has discarded the request");
    }

    @Override
    public String toString() {
        return "NatsRequest[" + subject + ", " + value + "]";
    }
}
