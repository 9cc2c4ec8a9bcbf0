/**
 * The command that measures everything beside its peers and writes a report. {@code Report} starts it. In a
 * {@code Turn}, one peer does one work. {@code Results} has all figures. The files of {@code ResultFiles} are enough to
 * write the report again.
 */
@NullMarked
package io.nagare.bench.report;

import org.jspecify.annotations.NullMarked;
