/**
 * State of operators that are written with other operators. Not exported. Each object belongs to one subscription and
 * is used on its strand.
 *
 * <p>Reading order: {@code Holder} (a variable that a lambda may set), {@code LastItems} (a bounded list),
 * {@code Examined} (the item that a user's function is looking at). Two belong to one operator each: {@code Turns} to
 * {@code unfoldAsync}, {@code RetryDue} to {@code retryWhen}.
 */
@NullMarked
package io.nagare.operator;

import org.jspecify.annotations.NullMarked;
