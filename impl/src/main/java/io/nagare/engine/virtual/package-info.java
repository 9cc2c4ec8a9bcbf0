/**
 * The part of the engine that the test kit uses: a runtime in virtual time, which the thread of the test drives. The
 * engine exports only this package, and exports it to all modules: a build may put the test kit on the class path while
 * the engine is a module.
 *
 * <p>Reading order: {@code VirtualMachine} (one runtime), {@code VirtualWorld} (several on one time) with the
 * {@code VirtualSurroundings} of each. Behind them are {@code StepScheduler} and {@code StepWorld} in
 * {@code io.nagare.engine.scheduler.step}.
 */
@NullMarked
package io.nagare.engine.virtual;

import org.jspecify.annotations.NullMarked;
