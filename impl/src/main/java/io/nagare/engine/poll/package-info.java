/** How a worker waits for channels and timers. */
@NullMarked
package io.nagare.engine.poll;

import org.jspecify.annotations.NullMarked;
