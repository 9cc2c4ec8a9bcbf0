/**
 * One command that measures everything beside its peers and writes a report: {@code Report} starts it, a {@code Turn}
 * is one peer doing one work, {@code Results} is what came out, and the files of {@code ResultFiles} are enough to
 * write the report again.
 */
@NullMarked
package io.nagare.bench.report;

import org.jspecify.annotations.NullMarked;
