/** Changes to files, directories and trees as they happen: {@code WatchSource} emits them, {@code SharedWatcher} hears of them. */
@NullMarked
package io.nagare.fs.watch;

import org.jspecify.annotations.NullMarked;
