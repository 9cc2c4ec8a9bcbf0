/** The edge of a strand where items of a foreign publisher come in. */
@NullMarked
package io.nagare.engine.strand.ingress;

import org.jspecify.annotations.NullMarked;
