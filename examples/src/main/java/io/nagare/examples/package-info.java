/**
 * Programs to start with: {@code Echo}, {@code Chat} and {@code FileServer} are a page each, {@code Demo} shows the
 * chat with a slow member, and {@code Examples} starts them.
 */
@NullMarked
package io.nagare.examples;

import org.jspecify.annotations.NullMarked;
