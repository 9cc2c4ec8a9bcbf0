/**
 * The command that measures everything beside its peers and writes a report. The results in its folder are enough to
 * write the report again.
 *
 * <p>Reading order: {@code Report} with {@code ReportOptions}. Then the packages: {@code turn} (what is measured),
 * {@code process} (where it runs), {@code result} (the figures), {@code page} (the page and the goals), {@code check}
 * (whether something has become slower).
 */
@NullMarked
package io.nagare.bench.report;

import org.jspecify.annotations.NullMarked;
