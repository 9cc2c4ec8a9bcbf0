/** State that operators keep which are written with other operators. Not exported. */
@NullMarked
package io.nagare.operator;

import org.jspecify.annotations.NullMarked;
