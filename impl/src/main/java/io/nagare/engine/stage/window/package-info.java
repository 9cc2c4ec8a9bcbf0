/**
 * Stages that cut a stream into lists, windows or groups. Called on the strand. A window or a group is a stream of its
 * own, and a subscriber on any strand may read it.
 *
 * <p>Reading order, for lists: {@code BufferUntilSubscriber} (a predicate ends them), {@code BufferSubscriber} (lists
 * of a size, which may overlap), {@code BufferTimeoutSubscriber} (size or time). For streams: {@code Part} (one window
 * or group), {@code DividingSubscriber} (the base of the stages that make parts), {@code WindowSubscriber},
 * {@code WindowUntilSubscriber}, {@code GroupBySubscriber}. A part is read through a {@code Branch} of
 * {@code io.nagare.engine.strand.crossing}.
 */
@NullMarked
package io.nagare.engine.stage.window;

import org.jspecify.annotations.NullMarked;
