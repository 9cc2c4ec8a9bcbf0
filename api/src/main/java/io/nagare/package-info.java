/**
 * The language: {@link io.nagare.Many} and {@link io.nagare.One} with their operators, the runtime {@link
 * io.nagare.Nagare} and its {@link io.nagare.Task}s, {@link io.nagare.Bytes}, and the exceptions.
 *
 * <p>For interfaces that want a subscriber or a processor there are {@link io.nagare.Inlet} and {@link io.nagare.Pipe}.
 *
 * <p>Conventions of all operators, unless one says otherwise:
 *
 * <ul>
 *   <li><i>Demand</i> is passed on one to one; for an item that is dropped another is requested.
 *   <li><i>Thread</i>: signals come, and functions are called, on the strand of the subscription, which one thread runs
 *       at a time. So a function must not block.
 *   <li><i>Cancellation</i> goes upstream at once and releases what is held, but interrupts no function that runs. An
 *       item that had been taken from its source and then finds its subscriber gone is closed if it is {@link
 *       java.lang.AutoCloseable}, unless {@link io.nagare.Async#doOnDiscard} says otherwise.
 *   <li><i>Errors</i> of upstream pass through; a function that throws, or returns null where a value is needed,
 *       cancels upstream and fails the stream.
 *   <li><i>Buffer</i>: none.
 *   <li>Times are measured in milliseconds, rounded up: nothing comes early.
 * </ul>
 */
@NullMarked
package io.nagare;

import org.jspecify.annotations.NullMarked;
