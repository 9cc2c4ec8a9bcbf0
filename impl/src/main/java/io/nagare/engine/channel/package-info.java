/**
 * Channels: where values pass from any thread, or from another strand, to the strands of their receivers. Beside the strand and the
 * scheduler, the only place that knows of more than one thread.
 */
@NullMarked
package io.nagare.engine.channel;

import org.jspecify.annotations.NullMarked;
