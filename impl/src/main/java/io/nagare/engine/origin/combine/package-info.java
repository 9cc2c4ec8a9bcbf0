/**
 * Origins that combine the items of several sources. Called on the subscriber's strand, on which all sources signal.
 *
 * <p>Reading order: {@code RaceSource} (the first source to signal wins), the simplest; {@code CombineLatestSource}
 * (the newest items); {@code ZipSource} (row by row, with a prefetch) and {@code ZipRow} (a row, as its combiner gets
 * it).
 */
@NullMarked
package io.nagare.engine.origin.combine;

import org.jspecify.annotations.NullMarked;
