package io.nagare.redis;

import io.nagare.channels.Delivery;
import io.nagare.channels.WorkQueue;

/**
 * A bounded queue on a stream of Redis: {@link io.nagare.channel.Mpsc} across machines, with any number of
 * receivers. Each value goes to one of them, which answers for it with its {@link Delivery}. A value whose
 * receiver is lost goes to another one.
 *
 * <pre>{@code
 * WorkQueue<Job> jobs = redis.queue("jobs", codec, QueueSettings.bounded(1_000)).block();
 * jobs.receiver().mapParallel(4, job -> job.value().run()).subscribe(...);
 * }</pre>
 *
 * <p><i>Sending.</i> When the queue is full, senders wait. The values of one program keep their order, also when the
 * queue is full and when they are sent again after a lost connection. None is stored twice, unless its sender is cut
 * off for more than an hour.
 *
 * <p><i>Cancellation of a receiver.</i> What is on its way goes back to the queue, too.
 *
 * <p><i>Errors.</i> Sends fail as {@link RedisBroadcast#send}, and receivers as {@link RedisBroadcast#receiver(Start,
 * io.nagare.policy.Lag)}. {@link #closed} fails with {@link io.nagare.redis.failure.RedisClosedException}, {@link
 * io.nagare.redis.failure.ChannelGoneException}, and {@link io.nagare.redis.failure.RedisRefusedException} while the
 * server refuses to close it. The answers of a delivery fail with the same.
 *
 * @param <T> the type of the values
 * @since 0.1
 */
public interface RedisQueue<T> extends WorkQueue<T> {}
