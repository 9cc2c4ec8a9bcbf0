/**
 * The figures, and the files that keep them.
 *
 * <p>Reading order: {@code Results}, {@code Sample} and {@code Missing}, {@code Group} and {@code Metric} (what a
 * figure is of), {@code Spread} (of several rounds), {@code ResultFiles} on {@code Csv}, {@code Figure} (formats
 * numbers), {@code Peer} (special names), {@code Profile}.
 */
@NullMarked
package io.nagare.bench.report.result;

import org.jspecify.annotations.NullMarked;
