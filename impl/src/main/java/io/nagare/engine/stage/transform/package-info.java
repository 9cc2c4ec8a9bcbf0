/**
 * Stages that take items one by one and change, drop, count, watch or gather them, and stages that replace an end.
 */
@NullMarked
package io.nagare.engine.stage.transform;

import org.jspecify.annotations.NullMarked;
