/** Directories and trees, entry by entry: {@code EntrySource} emits them, {@code TreeLevels} goes through them. */
@NullMarked
package io.nagare.fs.tree;

import org.jspecify.annotations.NullMarked;
