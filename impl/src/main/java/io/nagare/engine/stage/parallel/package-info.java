/** Stages whose functions run on several workers at the same time. */
@NullMarked
package io.nagare.engine.stage.parallel;

import org.jspecify.annotations.NullMarked;
