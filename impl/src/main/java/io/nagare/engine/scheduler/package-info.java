/**
 * Who runs a strand that is ready: work-stealing workers that drive timers and readiness themselves, or one borrowed
 * thread.
 */
@NullMarked
package io.nagare.engine.scheduler;

import org.jspecify.annotations.NullMarked;
