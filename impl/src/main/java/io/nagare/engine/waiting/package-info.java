/** Those who wait: in which order, and who wakes them. */
@NullMarked
package io.nagare.engine.waiting;

import org.jspecify.annotations.NullMarked;
