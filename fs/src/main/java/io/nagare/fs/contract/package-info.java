/**
 * What callers of {@link io.nagare.fs} give and get: the options of the operations, the values that they emit, and the
 * exception that they fail with. All values are immutable.
 *
 * <p>Reading order: {@link io.nagare.fs.contract.ReadOptions} and {@link io.nagare.fs.contract.WriteOptions} (how a
 * file is read and written), {@link io.nagare.fs.contract.Progress} and {@link io.nagare.fs.contract.LockMode};
 * {@link io.nagare.fs.contract.FileInformation} with {@link io.nagare.fs.contract.FileType};
 * {@link io.nagare.fs.contract.WalkOptions} and {@link io.nagare.fs.contract.WalkedEntry} (trees);
 * {@link io.nagare.fs.contract.FollowOptions}, {@link io.nagare.fs.contract.FollowedChunk} and
 * {@link io.nagare.fs.contract.FileChange} (what is followed and watched);
 * {@link io.nagare.fs.contract.FileOperationException}.
 */
@NullMarked
package io.nagare.fs.contract;

import org.jspecify.annotations.NullMarked;
