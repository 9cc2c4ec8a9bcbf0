/**
 * The commands, one idea a file. Read {@code Command}, {@code Call}, {@code Caller}, {@code CommandTable}, and then any
 * of the others; {@code StringCommands} is the plainest.
 */
@NullMarked
package io.nagare.examples.redis.command;

import org.jspecify.annotations.NullMarked;
