/**
 * Gives each place in a program where an operator is used a class of its own. So the type profile of one place does not
 * spoil that of another. Any thread may call.
 *
 * <p>Reading order: {@code Specialization} (what is copied, when and why), {@code Places} (counts the subscriptions of
 * each place), {@code ClassCopier} (copies a class).
 */
@NullMarked
package io.nagare.engine.specialize;

import org.jspecify.annotations.NullMarked;
