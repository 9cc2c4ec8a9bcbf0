package io.nagare.bench.yard;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The works that have a counterpart in Reactor. Their sinks have subscribers on the workers of a parallel scheduler.
 */
final class ReactorWorks implements Works {

    private final Scheduler scheduler;

    ReactorWorks(int workers) {
        scheduler = Schedulers.newParallel("yard", workers);
    }

    @Override
    public List<Work> find(WorkName name, Arguments arguments) {
        return switch (name) {
            case BROADCAST -> List.of(Work.broadcast(arguments, this::broadcast));
            case MPSC -> List.of(Work.mpsc(arguments, this::mpsc));
            default -> List.of();
        };
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

    /** A sink has no way to wait for room, so its queue is unbounded. A producer that meets another one tries again. */
    private void mpsc(int producers, int capacity) {
        int each = Sizes.MPSC_VALUES / producers;
        CountDownLatch ended = new CountDownLatch(1);
        AtomicInteger left = new AtomicInteger(producers);
        Sinks.EmitFailureHandler again = Sinks.EmitFailureHandler.busyLooping(Duration.ofSeconds(10));
        Sinks.Many<Long> values = Sinks.many().unicast().onBackpressureBuffer();
        values.asFlux().publishOn(scheduler).count().subscribe(received -> {
            Sizes.check("mpsc", (long) each * producers, received);
            ended.countDown();
        });
        for (int i = 0; i < producers; i++) {
            scheduler.schedule(() -> {
                for (long value = 0; value < each; value++) {
                    values.emitNext(value, again);
                }
                if (left.decrementAndGet() == 0) {
                    values.emitComplete(again);
                }
            });
        }
        ForkJoinWorks.await(ended);
    }

    @Override
    public void close() {
        scheduler.dispose();
    }
}
