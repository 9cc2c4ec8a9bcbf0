/**
 * Stages that change the demand which upstream sees, or what happens to items without demand. Called on the strand.
 *
 * <p>Reading order: {@code LimitRateSubscriber} (cuts demand into batches), the simplest; {@code ConflateSubscriber}
 * (combines items without demand); {@code OnOverflowSubscriber} (keeps or drops them, as a policy says).
 */
@NullMarked
package io.nagare.engine.stage.demand;

import org.jspecify.annotations.NullMarked;
