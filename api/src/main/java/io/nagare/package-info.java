/**
 * The language: {@link io.nagare.Many} and {@link io.nagare.One} with their operators, the runtime {@link
 * io.nagare.Nagare} and its {@link io.nagare.Task}s, and {@link io.nagare.Bytes}. Exceptions are in {@code
 * io.nagare.failure}.
 *
 * <p>Interfaces that want a subscriber or a processor are served by {@link io.nagare.Inlet} and {@link io.nagare.Pipe}.
 *
 * <p>Conventions of all operators, unless one says otherwise:
 *
 * <ul>
 *   <li><i>Arguments</i> are checked when the operator is called. A null where a value is needed throws {@link
 *       java.lang.NullPointerException}. A value outside the range that the description gives throws {@link
 *       java.lang.IllegalArgumentException}, which names the value.
 *   <li><i>Demand</i> is passed on one to one. For an item that is dropped, another is requested.
 *   <li><i>Thread</i>: signals are sent and functions are called on the strand of the subscription. One thread at a
 *       time runs a strand, so a function must not block.
 *   <li><i>Cancellation</i> goes upstream at once and releases what the operator holds. It does not interrupt a
 *       function that runs. An item that was taken from its source but can no longer be delivered is discarded.
 *       Discarding closes it if it is {@link java.lang.AutoCloseable}, unless {@link io.nagare.Async#doOnDiscard} says
 *       otherwise.
 *   <li><i>Errors</i> of upstream pass through. A function that throws, or returns null where a value is needed,
 *       cancels upstream and fails the stream.
 *   <li><i>Buffer</i>: none.
 *   <li><i>Times</i> are measured in milliseconds and rounded up: nothing comes early.
 * </ul>
 *
 * <p>Reading order: {@link io.nagare.Many} and {@link io.nagare.One} (streams). Their operators are also in
 * {@link io.nagare.Async} (those of both), {@link io.nagare.Reducible}, {@link io.nagare.Divisible} (those of
 * {@code Many}) and {@link io.nagare.Combine} (three to eight sources). What operators emit or take:
 * {@link io.nagare.Indexed}, {@link io.nagare.Timed}, {@link io.nagare.Grouped}, {@link io.nagare.Signal},
 * {@link io.nagare.SignalListener}, {@link io.nagare.Outcome}, {@link io.nagare.Unfolded}. Bytes:
 * {@link io.nagare.Bytes}, {@link io.nagare.ByteStream}, {@link io.nagare.ByteOperators}. The runtime:
 * {@link io.nagare.Nagare}, {@link io.nagare.NagareBuilder}, {@link io.nagare.RuntimeMetrics}, {@link io.nagare.Task},
 * {@link io.nagare.TaskLocal}, {@link io.nagare.Owned}. Threads that may block: {@link io.nagare.BlockingIterable},
 * {@link io.nagare.BlockingIterator}. Other interfaces: {@link io.nagare.Inlet}, {@link io.nagare.Pipe},
 * {@link io.nagare.Sink}, {@link io.nagare.JdkGatherer}. The package-private classes serve these:
 * {@code LambdaSubscriber} and {@code FutureSubscriber} end streams; {@code LineSplitter}, {@code FirstValue},
 * {@code Sources} and {@code Discards} are parts of operators.
 *
 * <p>The packages below: {@code codec} (frames in streams of bytes), {@code channel} and {@code sync} (what streams
 * share), {@code policy} (options), {@code emit} (arguments of users' functions), {@code failure} (exceptions). For
 * drivers and engines: {@code driver} (sources and sinks on a strand), {@code stage} (programs as data). Not exported:
 * {@code operator}.
 */
@NullMarked
package io.nagare;

import org.jspecify.annotations.NullMarked;
