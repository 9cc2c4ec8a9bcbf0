/**
 * The part of the engine that the test kit uses. The engine exports only this package, and exports it to all modules: a
 * build may put the test kit on the class path while the engine is a module.
 */
@NullMarked
package io.nagare.engine.virtual;

import org.jspecify.annotations.NullMarked;
