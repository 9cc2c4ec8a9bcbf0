/** The scheduler with several workers, which steal work from each other. */
@NullMarked
package io.nagare.engine.scheduler.stealing;

import org.jspecify.annotations.NullMarked;
