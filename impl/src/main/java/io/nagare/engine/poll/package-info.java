/**
 * The driver in which a worker waits for channels and timers, and through which other threads change what the worker
 * waits for. Any thread may take the driver's owner flag for a moment. Only the worker blocks.
 *
 * <p>Reading order: {@code PollDriver} (what the scheduler calls, and the argument why nothing is lost), its state
 * words {@code OwnerFlag} and {@code WakeupState}. Then timers: {@code WheelDeadline} (a timer of a leaf),
 * {@code DeadlineState} (what its strand wants), {@code DeadlineInbox} (changes by other threads), {@code Deadlines}
 * and {@code DueDeadlines} (what is due, and waits to be woken). Then channels: {@code Poller} (the seam),
 * {@code SelectorPoller}, {@code ChannelRegistration} and {@code Interest} (what a direction of a channel waits for).
 *
 * <p>{@code Rehearsal} runs this code once early, on a {@code StrandAlone}, so that it needs nothing new when memory or
 * descriptors run out; see {@code io.nagare.engine.memory}.
 */
@NullMarked
package io.nagare.engine.poll;

import org.jspecify.annotations.NullMarked;
