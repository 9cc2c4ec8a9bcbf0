/** Stages that change the demand which upstream sees, or what happens to items without demand. */
@NullMarked
package io.nagare.engine.stage.demand;

import org.jspecify.annotations.NullMarked;
