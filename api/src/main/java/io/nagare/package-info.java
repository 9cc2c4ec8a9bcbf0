/**
 * The language: {@link io.nagare.Many} and {@link io.nagare.One} with their operators, the runtime {@link io.nagare.Nagare}
 * and its {@link io.nagare.Task}s, {@link io.nagare.Bytes}, and the exceptions.
 *
 * <p>Conventions of all operators, unless one says otherwise. <i>Demand</i> is passed on one to one. <i>Thread</i>: signals
 * come on the strand of the subscription, which one thread runs at a time. <i>Cancellation</i> goes upstream at once and
 * releases what is held; an item that had been taken from its source and
 * then finds its subscriber gone is closed if it is {@link java.lang.AutoCloseable}. <i>Errors</i> of upstream pass through; a function that throws, or returns null where a value is
 * needed, cancels upstream and fails the stream. <i>Buffer</i>: none.
 */
@NullMarked
package io.nagare;

import org.jspecify.annotations.NullMarked;
