/**
 * The turns of each group. In a turn, one peer does one work.
 *
 * <p>Reading order: {@code Turn}, {@code Turns} (of each group), {@code Recorder} (runs them
 * round by round) with {@code Effort}. Then the groups: {@code OperatorTurns} and {@code EdgeTurns} on {@code
 * JmhTurns}; {@code YardTurns}; {@code SocketTurns}, {@code LatencyTurns} and {@code AcceptTurns}; {@code
 * ConnectionTurns} and {@code IdleTurns}; {@code GrowthTurns}. The other classes serve one of these.
 */
@NullMarked
package io.nagare.bench.report.turn;

import org.jspecify.annotations.NullMarked;
