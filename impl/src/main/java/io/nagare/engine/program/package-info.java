/**
 * Publishers as descriptions: a program is an origin and its stages, and each subscription compiles it into
 * subscribers. A program is immutable, and any thread may subscribe to it. Compiling happens on the strand.
 *
 * <p>Reading order: {@code Program} (how a subscription begins), {@code StageSubscribers} (which class implements which
 * stage). {@code ManyProgram}, {@code OneProgram}, {@code BytesProgram} and {@code TaskProgram} are programs as users
 * see them. Then the faster ways: {@code ValueSubscription} (sends a value without a strand) and
 * {@code SpecializedStages} (gives busy places classes of their own).
 */
@NullMarked
package io.nagare.engine.program;

import org.jspecify.annotations.NullMarked;
