/** Stages that look at the clock: they delay, limit, sample and measure. */
@NullMarked
package io.nagare.engine.stage.time;

import org.jspecify.annotations.NullMarked;
