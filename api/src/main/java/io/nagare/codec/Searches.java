package io.nagare.codec;

import io.nagare.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * The searches of one decoder. A search for what was searched for before goes on where the last one stopped. Belongs to
 * one subscription and is called on its strand.
 */
final class Searches {

    /** A decoder seldom searches for more sequences than this in turn. The oldest search is forgotten then. */
    private static final int MOST = 16;

    private final Arrived arrived;
    private final List<Search> searches = new ArrayList<>(1);

    /** How many bytes all searches have looked at. */
    private long searched;

    Searches(Arrived arrived) {
        this.arrived = arrived;
    }

    /** Returns the first position from {@code position} on that holds the byte, or -1. */
    long find(byte value, long position) {
        for (Search search : searches) {
            if (search.sequence.length() == 1 && search.sequence.get(0) == value) {
                return find(search, position);
            }
        }
        return find(begin(Bytes.copyOf(value)), position);
    }

    /** Returns the first position from {@code position} on where the sequence begins and is complete, or -1. */
    long find(Bytes sequence, long position) {
        for (Search search : searches) {
            if (search.sequence == sequence || search.sequence.equals(sequence)) {
                return find(search, position);
            }
        }
        return find(begin(sequence), position);
    }

    private Search begin(Bytes sequence) {
        if (searches.size() == MOST) {
            searches.remove(0);
        }
        Search search = new Search(sequence);
        searches.add(search);
        return search;
    }

    private long find(Search search, long position) {
        long from = search.beginAt(position);
        if (search.found) {
            return from;
        }
        long found = arrived.indexOf(search.sequence, from);
        searched += (found < 0 ? arrived.end() : found) - from;
        search.end(found, arrived.end());
        return found;
    }

    long searched() {
        return searched;
    }

    /** Where a search for a sequence has come to. */
    private static final class Search {

        final Bytes sequence;

        /** No match begins from here to below {@link #to}. */
        private long from;

        private long to;

        /** Whether a match begins at {@link #to}. */
        private boolean found;

        Search(Bytes sequence) {
            this.sequence = sequence;
        }

        /** Returns where the search goes on if bytes before a position do not count. */
        long beginAt(long position) {
            if (position < from || position > to) {
                from = position;
                to = position;
                found = false;
            }
            return to;
        }

        void end(long at, long end) {
            found = at >= 0;
            to = found ? at : Math.max(to, end - sequence.length() + 1);
        }
    }
}
