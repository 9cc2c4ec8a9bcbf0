/**
 * A class of its own for each place in a program where an operator is used, so that one place's type profile does not
 * spoil the other's.
 */
@NullMarked
package io.nagare.engine.specialize;

import org.jspecify.annotations.NullMarked;
