package io.nagare.examples;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.channel.Mpsc;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Three producers put jobs into a queue, and two workers take them out.
 *
 * <p>The queue has room for four jobs. While it is full, the producers wait without a thread, so they go at the pace of
 * the workers. Each producer has a sender of its own. When the last sender is closed, the workers finish what is left,
 * and all is over.
 */
final class WorkQueue {

    static final List<String> PRODUCERS = List.of("camera", "upload", "archive");
    static final int CAPACITY = 4;
    static final int WORKERS = 2;

    private final Mpsc<String> queue = Mpsc.bounded(CAPACITY);
    private final Consumer<String> out;

    WorkQueue(Consumer<String> out) {
        this.out = out;
    }

    /** Completes when all jobs have been made and done. */
    One<Void> run(int jobs, Duration workOnOne) {
        // All senders are made first. Otherwise a fast producer could close the queue before the others have senders.
        List<One<Void>> producers = PRODUCERS.stream()
                .map(name -> produce(name, jobs).pipeTo(queue.sender()))
                .toList();
        One<Void> producing = Many.fromIterable(producers).spawnEach(producers.size(), producer -> producer);
        One<Void> working = queue.receiver().spawnEach(WORKERS, job -> work(job, workOnOne));
        return One.allOf(producing, working).doOnSuccess(nothing -> out.accept("all done"));
    }

    private Many<String> produce(String name, int jobs) {
        return Many.range(1, jobs)
                .map(number -> name + " " + number)
                .doOnNext(job -> out.accept("made " + job + ", waiting in the queue: " + queue.size()));
    }

    private One<Void> work(String job, Duration time) {
        return One.delay(time).doOnSuccess(nothing -> out.accept("     done " + job));
    }
}
