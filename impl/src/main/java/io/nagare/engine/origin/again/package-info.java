/** Origins that subscribe to a source again after it has ended. */
@NullMarked
package io.nagare.engine.origin.again;

import org.jspecify.annotations.NullMarked;
