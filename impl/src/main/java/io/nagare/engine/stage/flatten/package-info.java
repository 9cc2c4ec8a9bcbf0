/** Stages that subscribe to a publisher for each item and emit the items of those publishers. */
@NullMarked
package io.nagare.engine.stage.flatten;

import org.jspecify.annotations.NullMarked;
