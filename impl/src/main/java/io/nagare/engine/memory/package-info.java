/**
 * What the engine prepares so that nothing is lost for good when memory runs out.
 *
 * <p>Reading order: {@code MemoryReserve} (memory that is given up at the first error), {@code EngineClasses} (classes
 * that are initialized while there is memory).
 */
@NullMarked
package io.nagare.engine.memory;

import org.jspecify.annotations.NullMarked;
