/**
 * The interfaces for sources and sinks of bytes, files, timers or channels: the strand that they run on, the protocol
 * of a strand, and the services of a runtime.
 *
 * <p>Reading order: {@link io.nagare.driver.StrandSubscriber} and {@link io.nagare.driver.StrandSubscription} (the
 * protocol), {@link io.nagare.driver.Strand} and {@link io.nagare.driver.Leaf} (how the world comes in), {@link
 * io.nagare.driver.Source} (what a driver implements), {@link io.nagare.driver.Driver} (what a runtime lends).
 *
 * <p>Application code needs nothing from here. The I/O modules and drivers of third parties do.
 */
@NullMarked
package io.nagare.driver;

import org.jspecify.annotations.NullMarked;
