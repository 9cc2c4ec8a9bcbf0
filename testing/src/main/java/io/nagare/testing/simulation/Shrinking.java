package io.nagare.testing.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Takes faults away from a history that fails, as long as it still fails: first halves, then smaller parts, then single
 * ones.
 */
final class Shrinking {

    /** How often the history is played at most. */
    private static final int MOST_PLAYS = 300;

    private final Predicate<LongPredicate> fails;
    private int plays;

    /** Makes a search with a test whether the history still fails with some of its faults. */
    Shrinking(Predicate<LongPredicate> fails) {
        this.fails = fails;
    }

    /** Returns the numbers of the faults that are left of {@code drawn}. */
    Set<Long> shrink(long drawn) {
        List<Long> left = LongStream.range(0, drawn).boxed().collect(Collectors.toCollection(ArrayList::new));
        int part = Math.max(1, left.size() / 2);
        while (!left.isEmpty() && plays < MOST_PLAYS) {
            boolean smaller = removePart(left, part);
            if (!smaller && part == 1) {
                break;
            }
            if (!smaller) {
                part = Math.max(1, part / 2);
            }
        }
        return new HashSet<>(left);
    }

    /** Removes the first part without which the history still fails. Returns whether there was one. */
    private boolean removePart(List<Long> left, int part) {
        for (int from = 0; from < left.size() && plays < MOST_PLAYS; from += part) {
            Set<Long> rest = new HashSet<>(left);
            rest.removeAll(left.subList(from, Math.min(left.size(), from + part)));
            plays++;
            if (fails.test(rest::contains)) {
                left.retainAll(rest);
                return true;
            }
        }
        return false;
    }
}
