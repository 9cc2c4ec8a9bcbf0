/** The edges of a strand: where items leave it for a foreign subscriber or for another strand. */
@NullMarked
package io.nagare.engine.strand.crossing;

import org.jspecify.annotations.NullMarked;
