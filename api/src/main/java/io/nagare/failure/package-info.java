/**
 * The exceptions of the language. All extend {@link io.nagare.failure.NagareException}, except
 * {@link io.nagare.failure.InvalidDemandException}. Rule 3.9 of Reactive Streams wants an
 * {@link IllegalArgumentException} there.
 *
 * <p>Reading order: {@link io.nagare.failure.NagareException}, then {@link io.nagare.failure.TimedOutException} and
 * {@link io.nagare.failure.NoValueException} as examples. The others are in groups. A bound was reached:
 * {@code OverflowException}, {@code LaggedException}, {@code RetriesExhaustedException},
 * {@code ExpansionLimitException}, {@code TooManyItemsException}, {@code TooManyGroupsException},
 * {@code LineTooLongException}, {@code FrameTooLongException}. Bytes are no text or no frame:
 * {@code MalformedTextException}, {@code MalformedFrameException}, {@code UnexpectedEndException}. A stream has the
 * wrong number of subscribers: {@code SubscribedTwiceException}, {@code StreamTakenException},
 * {@code UnclaimedException}. A rule was broken: {@code ProtocolViolationException},
 * {@code InvalidDemandException}, {@code StalledDecoderException}. The runtime: {@code RuntimeClosedException},
 * {@code TaskCancelledException}, {@code BlockedWorkerException}, {@code BlockingCallException},
 * {@code EngineMissingException}. {@link io.nagare.failure.StageTrace} is never thrown: it says where a failure came
 * from.
 *
 * @since 0.1
 */
@NullMarked
package io.nagare.failure;

import org.jspecify.annotations.NullMarked;
