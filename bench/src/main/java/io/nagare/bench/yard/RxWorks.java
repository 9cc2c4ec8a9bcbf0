package io.nagare.bench.yard;

import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.processors.FlowableProcessor;
import io.reactivex.rxjava3.processors.MulticastProcessor;
import io.reactivex.rxjava3.processors.UnicastProcessor;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The works that have a counterpart in RxJava. Their processors are observed on a pool of the workers. */
final class RxWorks implements Works {

    private final ExecutorService pool;
    private final Scheduler scheduler;

    RxWorks(int workers) {
        pool = Executors.newFixedThreadPool(workers);
        scheduler = Schedulers.from(pool);
    }

    @Override
    public List<Work> find(WorkName name, Arguments arguments) {
        return switch (name) {
            case BROADCAST -> List.of(Work.broadcast(arguments, this::broadcast));
            case MPSC -> List.of(Work.mpsc(arguments, this::mpsc));
            default -> List.of();
        };
    }

    @SuppressWarnings("CheckReturnValue")
    private void broadcast(int receivers) {
        CountDownLatch ended = new CountDownLatch(receivers);
        MulticastProcessor<Long> values = MulticastProcessor.create(Sizes.BROADCAST_CAPACITY, true);
        values.startUnbounded();
        for (int i = 0; i < receivers; i++) {
            values.observeOn(scheduler)
                    .collect(() -> new long[1], (sum, value) -> sum[0] += value)
                    .subscribe(sum -> {
                        Sizes.check("broadcast", Sizes.BROADCAST_SUM, sum[0]);
                        ended.countDown();
                    });
        }
        pool.execute(() -> {
            for (long i = 0; i < Sizes.BROADCAST_VALUES; i++) {
                if (!values.offer(i)) {
                    throw new IllegalStateException("broadcast: the processor is full");
                }
            }
            values.onComplete();
        });
        ForkJoinWorks.await(ended);
    }

    /** A processor has no way to wait for room, so its queue is unbounded. */
    @SuppressWarnings("CheckReturnValue")
    private void mpsc(int producers, int capacity) {
        int each = Sizes.MPSC_VALUES / producers;
        CountDownLatch ended = new CountDownLatch(1);
        AtomicInteger left = new AtomicInteger(producers);
        FlowableProcessor<Long> values = UnicastProcessor.<Long>create().toSerialized();
        values.observeOn(scheduler).count().subscribe(received -> {
            Sizes.check("mpsc", (long) each * producers, received);
            ended.countDown();
        });
        for (int i = 0; i < producers; i++) {
            pool.execute(() -> {
                for (long value = 0; value < each; value++) {
                    values.onNext(value);
                }
                if (left.decrementAndGet() == 0) {
                    values.onComplete();
                }
            });
        }
        ForkJoinWorks.await(ended);
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
