/**
 * Stages that subscribe to a publisher for each item and emit the items of those publishers. Called on the strand. An
 * inner publisher of ours runs on the strand of the stage.
 *
 * <p>Reading order: {@code SerialFlattening} with {@code ConcatMapSubscriber} (one inner publisher at a time). Then
 * {@code ConcurrentFlattening} with {@code FlatMapSubscriber} (several), {@code FlatMapInner} (one of them) and
 * {@code InnerList} (all of them, oldest first). In such a pair, the subscriber has what runs for each item and is
 * copied for busy places; its base has the rest. {@code IterableFlattening} with {@code FlatMapIterableSubscriber} is a
 * third pair. {@code Partitions} with {@code PartitionTurn} is a mapper that keeps items of one key in order.
 *
 * <p>The others stand alone: {@code SwitchMapSubscriber} (the latest publisher), {@code ExpandSubscriber} (breadth
 * first), {@code FilterWhenSubscriber}, {@code SwitchOnFirstSubscriber} with {@code HeadedStream} (the first item and
 * the rest).
 */
@NullMarked
package io.nagare.engine.stage.flatten;

import org.jspecify.annotations.NullMarked;
