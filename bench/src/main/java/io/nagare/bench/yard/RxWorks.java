package io.nagare.bench.yard;

import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.processors.MulticastProcessor;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What RxJava has of the works: a multicast processor, each subscriber observed on a pool of the workers. */
final class RxWorks implements Works {

    private final ExecutorService pool;
    private final Scheduler scheduler;

    RxWorks(int workers) {
        pool = Executors.newFixedThreadPool(workers);
        scheduler = Schedulers.from(pool);
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

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
