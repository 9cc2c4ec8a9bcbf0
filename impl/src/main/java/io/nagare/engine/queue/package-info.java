/** Queues between threads. An accessor has its access mode in its name, as in {@code VarHandle}. */
@NullMarked
package io.nagare.engine.queue;

import org.jspecify.annotations.NullMarked;
