/**
 * Directories and trees, entry by entry. Only {@code EntrySource} runs on a strand; all else may block.
 *
 * <p>Reading order: {@code EntrySource} (one subscription), {@code EntryJob} (its blocking side, which reads a batch),
 * {@code EntryCursor} (where the entries come from); {@code DirectoryListing} (a cursor over one directory),
 * {@code TreeWalk} (a cursor over a tree) with {@code TreeLevels} (the directories that are open on the way);
 * {@code TreeRemoval} (deletes a tree).
 */
@NullMarked
package io.nagare.fs.tree;

import org.jspecify.annotations.NullMarked;
