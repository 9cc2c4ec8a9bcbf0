/**
 * What the test kit uses of the engine. The one package that the engine exports, and to everybody: a build may put the
 * test kit on the class path while the engine is a module.
 */
@NullMarked
package io.nagare.engine.virtual;

import org.jspecify.annotations.NullMarked;
