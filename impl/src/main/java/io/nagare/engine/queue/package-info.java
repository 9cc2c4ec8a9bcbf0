/** Queues between threads. Access modes stand in the accessors' names, as {@code VarHandle} has them. */
@NullMarked
package io.nagare.engine.queue;

import org.jspecify.annotations.NullMarked;
