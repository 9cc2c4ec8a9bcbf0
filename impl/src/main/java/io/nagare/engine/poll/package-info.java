/**
 * The driver in which a worker waits for channels and timers, and through which other threads change what the worker
 * waits for.
 *
 * <p>Reading order: {@link io.nagare.engine.poll.PollDriver} (what the scheduler calls, and the argument why nothing is
 * lost), its state words {@code OwnerFlag} and {@code WakeupState}; then timers: {@code WheelDeadline},
 * {@code DeadlineState}, {@code DeadlineInbox}; then channels: {@code Poller}, {@code SelectorPoller},
 * {@code ChannelRegistration}, {@code Interest}.
 */
@NullMarked
package io.nagare.engine.poll;

import org.jspecify.annotations.NullMarked;
