package io.nagare.nats;

import io.nagare.channels.Delivery;
import io.nagare.channels.WorkQueue;

/**
 * A bounded queue on a stream of NATS JetStream: {@link io.nagare.channel.Mpsc} across machines, with any number of
 * receivers. Each value goes to one of them, which answers for it with its {@link Delivery}. A value whose receiver is
 * lost goes to another one.
 *
 * <pre>{@code
 * WorkQueue<Job> jobs = nats.queue("jobs", codec, QueueSettings.bounded(1_000)).block();
 * jobs.receiver().mapParallel(4, job -> job.value().run()).subscribe(...);
 * }</pre>
 *
 * <p><i>Sending.</i> When the queue is full, senders wait. Within the server's window of deduplication, two minutes, no
 * value is stored twice. The values of a sender that waits for each send keep their order; so do those of a stream, as
 * long as the queue is not full.
 *
 * <p><i>Cancellation of a receiver.</i> What is on its way goes to another receiver after {@link
 * QueueSettings#answerWithin()}.
 *
 * <p><i>Errors.</i> Sends fail as {@link NatsBroadcast#send}, and receivers as {@link NatsBroadcast#receiver(Start,
 * io.nagare.policy.Lag)}. {@link #closed} fails with {@link io.nagare.nats.failure.NatsClosedException}, {@link
 * io.nagare.nats.failure.StreamGoneException} and {@link io.nagare.nats.failure.NatsRefusedException}, if nothing will
 * be heard of the channel any more. The answers of a delivery fail with the first and the last of them.
 *
 * @param <T> the type of the values
 * @since 0.1
 */
public interface NatsQueue<T> extends WorkQueue<T> {}
