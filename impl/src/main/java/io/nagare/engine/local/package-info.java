/**
 * What surrounds a function: the values of its stream's task locals, and the thread locals of other libraries that are
 * carried with it.
 *
 * <p>Reading order: {@code Locals} (an immutable list, which the running thread holds), {@code InstalledContext} (what
 * a thread has of other libraries meanwhile).
 */
@NullMarked
package io.nagare.engine.local;

import org.jspecify.annotations.NullMarked;
