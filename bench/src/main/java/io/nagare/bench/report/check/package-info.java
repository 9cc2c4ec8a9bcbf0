/**
 * Compares how the works stand beside their peers now with how they stood in kept results.
 *
 * <p>Reading order: {@code Check} (the command) with {@code CheckOptions}, {@code CheckedWork} (a work and its peer),
 * {@code Comparison}.
 */
@NullMarked
package io.nagare.bench.report.check;

import org.jspecify.annotations.NullMarked;
