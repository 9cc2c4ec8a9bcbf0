package io.nagare.engine.strand;

import io.nagare.stage.Origin;
import java.util.List;
import org.reactivestreams.Publisher;

/**
 * Finds the {@link Claimable} sources that a program begins with. If a program will never have a subscriber, they are
 * given up. Then the items that wait in a window or a group are discarded, and its stage goes on.
 */
public final class Branches {

    private Branches() {}

    /** Gives up every branch to which a subscription to the publisher would have led. Any thread. */
    public static void giveUp(Publisher<?> publisher) {
        if (!(publisher instanceof Attachable<?> program)) {
            return;
        }
        Attachable<?> first = program;
        for (Attachable<?> before = program.upstream(); before != null; before = before.upstream()) {
            first = before;
        }
        Origin<?> origin = first.origin();
        if (origin != null) {
            giveUp(origin);
        } else {
            Publisher<?> carried = SurroundedStrand.carried(first);
            if (carried != null) {
                giveUp(carried);
            }
        }
    }

    /** Gives up the publishers in a list, from the given index to the first element that is no publisher. */
    public static void giveUp(List<?> publishers, int from) {
        for (int i = from; i < publishers.size() && publishers.get(i) instanceof Publisher<?> publisher; i++) {
            giveUp(publisher);
        }
    }

    private static void giveUp(Origin<?> origin) {
        if (origin instanceof Origin.Driven<?> driven && driven.source() instanceof Claimable claimable) {
            claimable.giveUp();
        } else if (origin instanceof Origin.FromPublisher<?> from) {
            giveUp(from.publisher());
        } else if (origin instanceof Origin.Retried<?> retried) {
            giveUp(retried.source());
        } else if (origin instanceof Origin.Repeated<?> repeated) {
            giveUp(repeated.source());
        } else if (origin instanceof Origin.RunOn<?> crossing) {
            giveUp(crossing.source());
        } else if (origin instanceof Origin.Zip<?, ?> zip) {
            giveUp(zip.sources(), 0);
        } else if (origin instanceof Origin.CombineLatest<?, ?> latest) {
            giveUp(latest.sources(), 0);
        } else if (origin instanceof Origin.Race<?> race) {
            giveUp(race.sources(), 0);
        } else if (origin instanceof Origin.FromIterable<?> from && from.iterable() instanceof List<?> list) {
            giveUp(list, 0);
        }
    }
}
