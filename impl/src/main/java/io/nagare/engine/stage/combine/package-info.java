/**
 * Stages that listen to a second publisher while upstream emits. Called on the strand.
 *
 * <p>Reading order: {@code TwoSourceSubscriber} (what they have in common), then {@code TakeUntilSubscriber},
 * {@code SkipUntilSubscriber} and {@code WithLatestFromSubscriber}.
 */
@NullMarked
package io.nagare.engine.stage.combine;

import org.jspecify.annotations.NullMarked;
