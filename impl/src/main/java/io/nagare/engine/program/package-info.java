/**
 * Publishers as descriptions: a program is an origin and its stages, and each subscription compiles it into
 * subscribers.
 */
@NullMarked
package io.nagare.engine.program;

import org.jspecify.annotations.NullMarked;
