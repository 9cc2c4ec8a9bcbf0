package io.nagare.bench.growth;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.bench.yard.Yielding;
import io.nagare.policy.Flatten;
import io.nagare.policy.Grouping;
import java.io.IOException;
import java.time.Duration;

/**
 * The crowds on a runtime of Nagare, as its users would write them. With few things, each thing does its work more
 * often, so that the time can be measured.
 */
final class NagareCrowds {

    /** How many operations one call does, at least. */
    private static final int OPERATIONS = 100_000;

    /** How many operations each thing does, at least, so that the cost of beginning counts little. */
    private static final int EACH = 20;

    private static final int INNER_ITEMS = 10;

    private NagareCrowds() {}

    static Crowd of(Thing thing, Nagare nagare, int number) throws IOException, InterruptedException {
        return switch (thing) {
            case YIELDS -> yields(nagare, number);
            case TIMERS -> timers(nagare, number);
            case RECEIVERS -> new Receivers(nagare, number);
            case WATCHERS -> new Watchers(nagare, number);
            case GROUPS -> groups(nagare, number);
            case STREAMS -> streams(nagare, number);
            case STAGES -> stages(nagare, number);
            case CONNECTIONS -> new IdleCrowd(nagare, number);
            case FILES -> new FileCrowd(nagare, number);
        };
    }

    private static Crowd yields(Nagare nagare, int tasks) {
        int each = Math.max(EACH, OPERATIONS / tasks);
        return () -> {
            Countdown left = new Countdown(tasks);
            for (int i = 0; i < tasks; i++) {
                nagare.spawn(Yielding.times(each).doFinally(end -> left.count()));
            }
            left.await();
            return (long) tasks * each;
        };
    }

    private static Crowd timers(Nagare nagare, int timers) {
        return () -> {
            Countdown left = new Countdown(timers);
            for (int i = 0; i < timers; i++) {
                nagare.spawn(One.delay(Duration.ofMillis(1 + i % 10)).doFinally(end -> left.count()));
            }
            left.await();
            return timers;
        };
    }

    private static Crowd groups(Nagare nagare, int groups) {
        int items = Math.max(OPERATIONS, EACH * groups);
        One<Void> all = Many.range(0, items)
                .groupBy(item -> item % groups, Grouping.atMost(groups))
                .flatMap(group -> group.items().count(), Flatten.concurrency(groups))
                .then();
        return () -> {
            nagare.blockOn(nagare.spawn(all));
            return items;
        };
    }

    private static Crowd streams(Nagare nagare, int streams) {
        int times = Math.max(1, OPERATIONS / 10 / streams);
        Many<Integer> once = Many.range(0, streams)
                .flatMap(stream -> Many.range(0, INNER_ITEMS).runOn(nagare), Flatten.concurrency(streams));
        One<Void> all = Many.range(0, times).concatMap(time -> once).then();
        return () -> {
            nagare.blockOn(nagare.spawn(all));
            return (long) times * streams;
        };
    }

    private static Crowd stages(Nagare nagare, int stages) {
        int items = Math.max(10, OPERATIONS * 10 / stages);
        Many<Integer> chain = Many.range(0, items);
        for (int i = 0; i < stages; i++) {
            chain = chain.map(item -> item);
        }
        One<Void> all = chain.then();
        return () -> {
            nagare.blockOn(nagare.spawn(all));
            return (long) stages * items;
        };
    }
}
