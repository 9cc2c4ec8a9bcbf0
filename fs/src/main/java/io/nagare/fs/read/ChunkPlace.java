package io.nagare.fs.read;

import io.nagare.fs.contract.FollowedChunk;

/**
 * Where a chunk of a followed file is from, see {@link FollowedChunk}.
 *
 * @param position where it begins, in bytes from the beginning of the file
 * @param restarted whether it does not go on from the chunk before
 */
record ChunkPlace(long position, boolean restarted) {}
