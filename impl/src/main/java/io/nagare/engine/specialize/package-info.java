/**
 * Gives each place in a program where an operator is used a class of its own. So the type profile of one place does not
 * spoil another's.
 */
@NullMarked
package io.nagare.engine.specialize;

import org.jspecify.annotations.NullMarked;
