package io.nagare.bench.yard;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** What Reactor has of the works: a sink with many subscribers, each on the workers of a parallel scheduler. */
final class ReactorWorks implements Works {

    private final Scheduler scheduler;

    ReactorWorks(int workers) {
        scheduler = Schedulers.newParallel("yard", workers);
    }

    @Override
    public List<Work> find(WorkName name, Arguments arguments) {
        if (name != WorkName.BROADCAST) {
            return List.of();
        }
        int receivers = arguments.number(0, 2, 1, 10_000);
        return List.of(new Work(
                "broadcast receivers=" + receivers + " cap=" + Sizes.BROADCAST_CAPACITY,
                (long) Sizes.BROADCAST_VALUES * receivers,
                () -> broadcast(receivers)));
    }

    private void broadcast(int receivers) {
        CountDownLatch ended = new CountDownLatch(receivers);
        Sinks.Many<Long> values = Sinks.many().multicast().onBackpressureBuffer(Sizes.BROADCAST_CAPACITY, false);
        for (int i = 0; i < receivers; i++) {
            values.asFlux()
                    .publishOn(scheduler)
                    .collect(() -> new long[1], (sum, value) -> sum[0] += value)
                    .subscribe(sum -> {
                        Sizes.check("broadcast", Sizes.BROADCAST_SUM, sum[0]);
                        ended.countDown();
                    });
        }
        scheduler.schedule(() -> {
            for (long i = 0; i < Sizes.BROADCAST_VALUES; i++) {
                values.tryEmitNext(i).orThrow();
            }
            values.tryEmitComplete().orThrow();
        });
        ForkJoinWorks.await(ended);
    }

    @Override
    public void close() {
        scheduler.dispose();
    }
}
