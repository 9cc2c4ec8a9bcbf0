/** Stages that cut a stream into lists, windows or groups. */
@NullMarked
package io.nagare.engine.stage.window;

import org.jspecify.annotations.NullMarked;
