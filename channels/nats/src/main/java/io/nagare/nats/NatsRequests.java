package io.nagare.nats;

import static java.util.Objects.requireNonNull;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.stage.Programs;
import io.nagare.value.Undecodable;
import io.nagare.value.ValueCodec;
import java.time.Duration;

/**
 * Questions on a subject, and their answers: {@code Oneshot} as request and reply, across machines. Nothing is stored.
 * The server hands a request to one receiver at most, and the asker gets one answer at most or a failure, within its
 * deadline.
 *
 * <pre>{@code
 * NatsRequests<String, Integer> prices = nats.requests("prices", ValueCodec.text(), numbers);
 * prices.receiver().subscribe(request -> request.answerWith(article -> priceOf(article)));
 * prices.ask("tea", Duration.ofSeconds(1)).block();
 * }</pre>
 *
 * <p>An asker that fails does not know whether the work was done. Work that must be done belongs into a {@link
 * NatsQueue}. Any thread may call.
 *
 * @param <T> the type of the requests
 * @param <R> the type of the answers
 * @since 0.1
 */
public final class NatsRequests<T, R> {

    /** How many requests a receiver takes from the server ahead of its demand. */
    static final int AHEAD = 16;

    final Linking linking;
    final String subject;
    final ValueCodec<T> requests;
    final ValueCodec<R> answers;
    final Undecodable<T> undecodable;

    NatsRequests(
            Linking linking,
            String subject,
            ValueCodec<T> requests,
            ValueCodec<R> answers,
            Undecodable<T> undecodable) {
        this.linking = linking;
        this.subject = subject;
        this.requests = requests;
        this.answers = answers;
        this.undecodable = undecodable;
    }

    /** The subject of the requests. */
    public String subject() {
        return subject;
    }

    /**
     * Sends the request once for each subscription, and emits the answer. While the connection is lost, the request
     * waits; it is never sent twice. The receiver is told how long the asker waits. Demand: the answer waits for
     * demand, but no longer than the deadline. Cancellation: an answer that comes is left out; the receiver does not
     * learn of it. Errors: {@link io.nagare.nats.failure.NoReceiverException} at once if there is none with room,
     * {@link io.nagare.failure.TimedOutException} behind the deadline, {@link
     * io.nagare.nats.failure.RequestFailedException} if the receiver says so or has discarded the request, {@link
     * io.nagare.nats.failure.AnswerLostException} if the connection is lost before the answer is here, {@code
     * UndecodableValueException}, a failure of the codec, {@link io.nagare.nats.failure.ValueTooLargeException} and
     * {@link io.nagare.nats.failure.NatsClosedException}.
     *
     * @param deadline how long to wait in all, from the subscription on; 1 ms to 292 years
     * @throws IllegalArgumentException if the deadline is out of range
     */
    public One<R> ask(T value, Duration deadline) {
        requireNonNull(value, "a request cannot be null");
        boolean isShort = requireNonNull(deadline, "deadline").compareTo(Duration.ofMillis(1)) < 0;
        if (isShort || deadline.compareTo(StreamSettings.LONGEST_SPAN) > 0) {
            throw new IllegalArgumentException("a deadline must be 1 ms to " + StreamSettings.LONGEST_SPAN
                    + " (292 years), but was " + deadline);
        }
        return Programs.<R>drivenOne((StrandSubscriber<? super R> subscriber, Strand strand) ->
                        new Asking<>(this, value, deadline, subscriber, strand).start())
                .timeout(deadline);
    }

    /**
     * Emits requests to answer. Any number of subscribers share them, in all programs. Demand: a subscriber takes part
     * for as many requests as it has requested, and for 16 more, which wait here; an asker finds no receiver if all
     * have that many. A request whose asker has given up is left out. A lost connection is waited out; then the askers
     * of what is here fail by themselves. Cancellation: what waits here and was not emitted fails. It does not
     * complete. Errors: {@code UndecodableValueException} if the policy says so, and {@link
     * io.nagare.nats.failure.NatsClosedException}. The asker of a request that cannot be decoded is told.
     */
    public Many<NatsRequest<T, R>> receiver() {
        return Programs.driven((StrandSubscriber<? super NatsRequest<T, R>> subscriber, Strand strand) ->
                new RequestReader<>(this, subscriber, strand).start());
    }

    @Override
    public String toString() {
        return "NatsRequests[" + subject + "]";
    }
}
