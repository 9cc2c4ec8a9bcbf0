/** The system's clocks, behind the seam for time. */
@NullMarked
package io.nagare.engine.time;

import org.jspecify.annotations.NullMarked;
