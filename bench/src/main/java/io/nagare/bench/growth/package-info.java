/**
 * Measures the cost of one thing as the number of things grows, from one to a hundred thousand on one runtime. Beside
 * it, the lateness of a bystander on that runtime.
 *
 * <p>Reading order: {@code Growth} (the command), {@code Thing} (what there can be many of), {@code Crowd} (many of one
 * thing), {@code NagareCrowds}, {@code ReactorCrowds}. Some crowds have a class: {@code Receivers}, {@code Watchers},
 * {@code IdleCrowd}, {@code FileCrowd}. {@code Bystander} and {@code PlainThread} measure lateness, {@code Countdown}
 * tells when a crowd is done.
 */
@NullMarked
package io.nagare.bench.growth;

import org.jspecify.annotations.NullMarked;
