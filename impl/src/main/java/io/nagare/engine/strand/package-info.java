/**
 * The strand: the unit that runs one subscription, on one thread at a time. The code here runs on the strand, unless a
 * class says that any thread may call it.
 *
 * <p>Reading order: {@code StrandState} (the word that decides which thread runs a strand), {@code ScheduledStrand}
 * (how it runs) with its superclasses {@code StrandHome} (its runtime), {@code ReadyLeaves} (what it steps) and
 * {@code TurnBudget} (for how long). Then its ends: {@code Root} and {@code Terminal}, the packages {@code ingress}
 * (the edge to foreign publishers) and {@code crossing} (the edges to foreign subscribers and to other strands).
 *
 * <p>Then the rest, by subject. Joining a strand without an edge: {@code Attachable}, {@code Trampoline} (breaks long
 * chains). Leaves: {@code ActionLeaf}, {@code Guest} (keeps a strand alive after its root). Surroundings: {@code
 * SurroundedStrand} (what a part of a program sees), {@code LocalBoundary}, {@code Inheriting}.
 * Items that nobody gets: {@code Discard}, {@code PlainItems} (need nothing), {@code Retained} (must stay open), {@code
 * Claimable} and {@code Branches} (sources that are given up). Ends: {@code StreamEnd}, {@code LateFailure}.
 * Reports: {@code WaitingFor}.
 */
@NullMarked
package io.nagare.engine.strand;

import org.jspecify.annotations.NullMarked;
