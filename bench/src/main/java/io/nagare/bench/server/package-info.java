/**
 * Servers that do the same on different stacks: echo, a chat whose lines go to everybody, and a file for everyone who
 * connects. Each is written as the stack's own documentation writes it, with the settings that it recommends.
 */
@NullMarked
package io.nagare.bench.server;

import org.jspecify.annotations.NullMarked;
