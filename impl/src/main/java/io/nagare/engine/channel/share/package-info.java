/** Streams that share one subscription to their source. */
@NullMarked
package io.nagare.engine.channel.share;

import org.jspecify.annotations.NullMarked;
