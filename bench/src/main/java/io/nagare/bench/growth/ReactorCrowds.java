package io.nagare.bench.growth;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The crowds that have a counterpart in Reactor, on a scheduler with as many threads. */
final class ReactorCrowds {

    private static final int OPERATIONS = 100_000;
    private static final int INNER_ITEMS = 10;

    private ReactorCrowds() {}

    static Crowd of(Thing thing, int workers, int number) {
        Scheduler scheduler = Schedulers.newParallel("growth", workers, true);
        return switch (thing) {
            case GROUPS -> {
                int items = Math.max(OPERATIONS, 20 * number);
                yield crowd(
                        scheduler,
                        items,
                        Flux.range(0, items)
                                .groupBy(item -> item % number, number)
                                .flatMap(group -> group.count(), number)
                                .then());
            }
            case STREAMS -> {
                int times = Math.max(1, OPERATIONS / 10 / number);
                Flux<Integer> once = Flux.range(0, number)
                        .flatMap(stream -> Flux.range(0, INNER_ITEMS).subscribeOn(scheduler), number);
                yield crowd(scheduler, (long) times * number, Flux.range(0, times).concatMap(time -> once).then());
            }
            case STAGES -> {
                int items = Math.max(10, OPERATIONS * 10 / number);
                Flux<Integer> chain = Flux.range(0, items);
                for (int i = 0; i < number; i++) {
                    chain = chain.map(item -> item);
                }
                yield crowd(scheduler, (long) items * number, chain.then());
            }
            case YIELDS, TIMERS, RECEIVERS, WATCHERS, CONNECTIONS, FILES -> {
                scheduler.dispose();
                throw new IllegalArgumentException("reactor has no counterpart of " + thing.label());
            }
        };
    }

    private static Crowd crowd(Scheduler scheduler, long operations, Mono<Void> all) {
        Mono<Void> onScheduler = all.subscribeOn(scheduler);
        return new Crowd() {
            @Override
            public long once() {
                onScheduler.block();
                return operations;
            }

            @Override
            public void close() {
                scheduler.dispose();
            }
        };
    }
}
