/**
 * The report as a page with charts, and the goals of the design.
 *
 * <p>Reading order: {@code MarkdownReport}, {@code Charts} with {@code Chart} and {@code GrowthChart}, {@code Goals}
 * with {@code Goal} and its kinds {@code LeadGoal}, {@code RatioGoal} and {@code LimitGoal}.
 */
@NullMarked
package io.nagare.bench.report.page;

import org.jspecify.annotations.NullMarked;
