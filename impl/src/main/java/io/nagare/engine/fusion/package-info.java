/** Shorter ways to run a pipeline: publishers whose items a stage can take without a subscription. */
@NullMarked
package io.nagare.engine.fusion;

import org.jspecify.annotations.NullMarked;
