/**
 * Notification, barriers, cells and trackers; locks and tasks have a package each below this one. All are built on
 * {@code io.nagare.engine.waiting}.
 *
 * <p>Each has one lock, which is held for a few steps and never while foreign code is called.
 */
@NullMarked
package io.nagare.engine.sync;

import org.jspecify.annotations.NullMarked;
