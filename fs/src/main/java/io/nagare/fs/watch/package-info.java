/**
 * Changes to files, directories and trees as they happen.
 *
 * <p>Reading order: {@code WatchSource} (one subscription, on its strand), {@code WatchScope} (what is watched),
 * {@code Watch} (what the other threads do for a subscription, and the changes that wait for it), {@code SharedWatcher}
 * (the system's watch service and its thread), {@code PathTree} (the registrations by path).
 */
@NullMarked
package io.nagare.fs.watch;

import org.jspecify.annotations.NullMarked;
