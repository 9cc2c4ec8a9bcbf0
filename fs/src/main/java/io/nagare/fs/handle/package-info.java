/**
 * Files, directories and locks that are held open: how they are opened, identified and closed. Everything here may
 * block.
 *
 * <p>Reading order: {@code Stat} (what the system knows of a file), {@code FileOpening} (refuses what would block for
 * ever), {@code HeldDirectory} (acts on an open directory and a name, so a link cannot lead elsewhere),
 * {@code LockTable} (locks, and the channels that must stay open for them), {@code ChannelCalls} (counts that can be
 * trusted).
 */
@NullMarked
package io.nagare.fs.handle;

import org.jspecify.annotations.NullMarked;
