package io.nagare.bench.edges;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;

/** The edges of Mutiny. */
final class MutinyEdges implements Edges {

    private final ScheduledExecutorService workers = Executors.newScheduledThreadPool(WORKERS);
    private final ReactorSide reactor = new ReactorSide();

    private static Multi<Integer> range(int items) {
        return Multi.createFrom().range(1, items + 1);
    }

    private Multi<Integer> hopped(int items) {
        return range(items).emitOn(workers);
    }

    private static long count(Multi<?> stream) {
        return counted(stream).await().indefinitely();
    }

    private static Uni<Long> counted(Multi<?> stream) {
        return stream.collect().in(() -> new long[1], (count, item) -> count[0]++).map(count -> count[0]);
    }

    private static <T> Multi<T> from(Publisher<T> publisher) {
        return Multi.createFrom().publisher(FlowAdapters.toFlowPublisher(publisher));
    }

    @Override
    public long hop() {
        return count(range(ITEMS).map(i -> i + 1).emitOn(workers).map(i -> i + 1));
    }

    @Override
    public long hopHeavy() {
        return count(range(FEW_ITEMS)
                .runSubscriptionOn(workers)
                .map(HeavyFunction::apply)
                .emitOn(workers)
                .map(HeavyFunction::apply));
    }

    @Override
    public long fromAsynchronous() {
        return count(from(reactor.asynchronous()).map(i -> i + 1));
    }

    @Override
    public long fromAsynchronousMoved() {
        return count(from(reactor.asynchronous()).emitOn(workers).map(i -> i + 1));
    }

    @Override
    public long fromSynchronous() {
        return count(from(reactor.synchronous()).map(i -> i + 1));
    }

    @Override
    public long consumedByReactor() {
        return ReactorSide.count(FlowAdapters.toPublisher(range(ITEMS).map(i -> i + 1)));
    }

    @Override
    public long zip() {
        return count(Multi.createBy().combining().streams(hopped(ITEMS), hopped(ITEMS)).using(Integer::sum));
    }

    @Override
    public long merge() {
        return count(Multi.createBy().merging().streams(hopped(ITEMS / 2), hopped(ITEMS / 2)));
    }

    @Override
    public long mergeMany() {
        List<Multi<Integer>> streams = new ArrayList<>(STREAMS);
        for (int i = 0; i < STREAMS; i++) {
            streams.add(range(ITEMS / STREAMS).runSubscriptionOn(workers));
        }
        return count(Multi.createBy().merging().withConcurrency(STREAMS).streams(streams));
    }

    @Override
    public long concat() {
        return count(Multi.createBy().concatenating().streams(hopped(ITEMS / 2), hopped(ITEMS / 2)));
    }

    @Override
    public long toIterable() {
        return Edges.count(range(ITEMS).subscribe().asIterable());
    }

    @Override
    public long toIterableHop() {
        return Edges.count(hopped(ITEMS).subscribe().asIterable());
    }

    @Override
    public long share() {
        Multi<Integer> shared = hopped(ITEMS).broadcast().toAtLeast(SUBSCRIBERS);
        List<CompletableFuture<Long>> counts = new ArrayList<>(SUBSCRIBERS);
        for (int i = 0; i < SUBSCRIBERS; i++) {
            counts.add(counted(shared).subscribeAsCompletionStage());
        }
        return Edges.same(counts.stream().mapToLong(CompletableFuture::join));
    }

    @Override
    public long groupBy() {
        return count(range(ITEMS)
                .group()
                .by(i -> i % GROUPS)
                .onItem()
                .transformToMulti(group -> group.emitOn(workers))
                .merge(GROUPS));
    }

    @Override
    public long window() {
        return count(hopped(ITEMS).group().intoMultis().of(WINDOW).onItem().transformToMultiAndMerge(window -> window));
    }

    @Override
    public long flatMapBlocking() {
        return count(range(FEW_ITEMS)
                .onItem()
                .transformToUni(
                        i -> Uni.createFrom().item(() -> i).runSubscriptionOn(Infrastructure.getDefaultWorkerPool()))
                .merge(STREAMS));
    }

    @Override
    public long flatMapHop() {
        return count(range(FEW_ITEMS)
                .onItem()
                .transformToUni(i -> Uni.createFrom().item(() -> i).runSubscriptionOn(workers))
                .merge(STREAMS));
    }

    @Override
    public long flatMapDelay() {
        return count(range(FEW_ITEMS)
                .onItem()
                .transformToUni(i -> Uni.createFrom()
                        .item(i)
                        .onItem()
                        .delayIt()
                        .onExecutor(workers)
                        .by(Duration.ofMillis(1)))
                .merge(TIMERS));
    }

    /** The timer is on a thread of the library's own. */
    @Override
    public long takeUntil() {
        return count(hopped(ITEMS).select().first(Duration.ofMinutes(1)));
    }

    @Override
    public long timeout() {
        return count(range(ITEMS).ifNoItem().after(Duration.ofSeconds(5)).on(workers).fail());
    }

    /** The timer is on a thread of the library's own. */
    @Override
    public long bufferTimeout() {
        return count(range(ITEMS)
                .group()
                .intoLists()
                .of(WINDOW, Duration.ofMillis(50))
                .onItem()
                .transformToIterable(list -> list));
    }

    /** A processor has no way to wait for room, so its queue is unbounded. */
    @Override
    public long mpsc() {
        UnicastProcessor<Integer> values = UnicastProcessor.create();
        CompletableFuture<Long> count = counted(values.emitOn(workers)).subscribeAsCompletionStage();
        workers.execute(() -> {
            for (int i = 1; i <= ITEMS; i++) {
                values.onNext(i);
            }
            values.onComplete();
        });
        return count.join();
    }

    /** A broadcast has no buffer of its own, so a queue behind it has the capacity. */
    @Override
    public long broadcast() {
        BroadcastProcessor<Integer> values = BroadcastProcessor.create();
        CompletableFuture<Long> count =
                counted(values.onOverflow().buffer(BROADCAST).emitOn(workers)).subscribeAsCompletionStage();
        workers.execute(() -> {
            for (int i = 1; i <= ITEMS; i++) {
                values.onNext(i);
            }
            values.onComplete();
        });
        return count.join();
    }

    @Override
    public void close() {
        workers.shutdownNow();
        reactor.close();
    }
}
