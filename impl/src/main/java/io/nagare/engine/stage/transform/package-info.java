/**
 * Stages that take items one by one and change, drop, count, watch or gather them, and stages that replace an end.
 * Called on the strand.
 *
 * <p>Reading order: {@code MapSubscriber}, then {@code FilterSubscriber} and {@code TakeSubscriber}. The rest is in
 * groups, each with its base first: {@code GatheringSubscriber}, {@code GatherSubscriber} and
 * {@code ExpandingGatherSubscriber} (a user's step with state);
 * {@code FallbackSubscriber}, {@code IfEmptySubscriber} and {@code ResumeSubscriber} (another publisher at the end);
 * {@code TapSubscriber}, {@code Log} and {@code FinallySubscriber} (hooks). {@code SkipSubscriber} and
 * {@code CollectSubscriber} stand alone.
 */
@NullMarked
package io.nagare.engine.stage.transform;

import org.jspecify.annotations.NullMarked;
