/**
 * The interfaces for sources and sinks of bytes, files, timers or channels: the strand that they run on, the protocol
 * of a strand, and the services of a runtime.
 *
 * <p>Reading order: {@link io.nagare.driver.StrandSubscriber} and {@link io.nagare.driver.StrandSubscription} (the
 * protocol), {@link io.nagare.driver.Strand} and {@link io.nagare.driver.Leaf} (how the world comes in),
 * {@link io.nagare.driver.Source} (what a driver implements), {@link io.nagare.driver.Driver} (what a runtime lends)
 * with {@link io.nagare.driver.Deadline}, {@link io.nagare.driver.Registration}, {@link io.nagare.driver.BlockingJob}
 * and {@link io.nagare.driver.Resource} (timers, channels, jobs and open resources).
 *
 * <p>Then, for special needs: {@link io.nagare.driver.Demand} (arithmetic), {@link io.nagare.driver.AfterRun} (work
 * once a run instead of once an item), {@link io.nagare.driver.DiscardingSubscription} (for foreign subscribers that
 * give items back), {@link io.nagare.driver.Transfer} with {@link io.nagare.driver.LentChannel} (bytes that the system
 * itself sends), {@link io.nagare.driver.EagerClasses} (classes that are loaded early),
 * {@link io.nagare.driver.DiskPath} and {@link io.nagare.driver.ChildStarter} (files and children of simulated hosts),
 * {@link io.nagare.driver.ShortLock} (a lock that a worker may take).
 *
 * <p>For bridges to other libraries: {@link io.nagare.driver.ThreadContext} (their thread locals), {@link
 * io.nagare.driver.DemandDriven} (streams that run where they are requested), {@link io.nagare.driver.Guarded}
 * (subscribers that throw), {@link io.nagare.driver.TaskLine} (their tasks in order), {@link
 * io.nagare.driver.OpenTasks} (all tasks of a scheduler) and {@link io.nagare.driver.WeakResources} (what ends with a
 * runtime).
 *
 * <p>Application code needs nothing from here. The I/O modules and drivers of third parties do.
 */
@NullMarked
package io.nagare.driver;

import org.jspecify.annotations.NullMarked;
