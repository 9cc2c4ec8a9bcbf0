package io.nagare.bench.edges;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.channel.Broadcast;
import io.nagare.channel.Mpsc;
import io.nagare.policy.Flatten;
import io.nagare.policy.Grouping;
import io.nagare.policy.Lag;
import io.nagare.policy.Sharing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The edges of Nagare. */
final class NagareEdges implements Edges {

    private final Nagare nagare = Nagare.multiThread().workers(WORKERS).start();
    private final ReactorSide reactor = new ReactorSide();

    private static Many<Integer> range() {
        return Many.range(1, ITEMS);
    }

    private Many<Integer> hopped(int items) {
        return Many.range(1, items).runOn(nagare);
    }

    private long count(Many<?> stream) {
        return number(nagare.blockOn(stream.count()));
    }

    private static long number(@Nullable Long count) {
        return count == null ? 0 : count;
    }

    @Override
    public long hop() {
        return count(range().map(i -> i + 1).runOn(nagare).map(i -> i + 1));
    }

    @Override
    public long hopHeavy() {
        return count(Many.range(1, FEW_ITEMS).map(HeavyFunction::apply).runOn(nagare).map(HeavyFunction::apply));
    }

    @Override
    public long fromAsynchronous() {
        return count(Many.<Integer>from(reactor.asynchronous()).map(i -> i + 1));
    }

    @Override
    public long fromAsynchronousMoved() {
        return fromAsynchronous();
    }

    @Override
    public long fromSynchronous() {
        return count(Many.<Integer>from(reactor.synchronous()).map(i -> i + 1));
    }

    @Override
    public long consumedByReactor() {
        return ReactorSide.count(range().map(i -> i + 1));
    }

    @Override
    public long zip() {
        return count(Many.zip(hopped(ITEMS), hopped(ITEMS), Integer::sum));
    }

    @Override
    public long merge() {
        return count(Many.merge(hopped(ITEMS / 2), hopped(ITEMS / 2)));
    }

    @Override
    public long mergeMany() {
        List<Many<Integer>> streams = new ArrayList<>(STREAMS);
        for (int i = 0; i < STREAMS; i++) {
            streams.add(hopped(ITEMS / STREAMS));
        }
        return count(Many.merge(streams, Flatten.concurrency(STREAMS)));
    }

    @Override
    public long concat() {
        return count(Many.concat(hopped(ITEMS / 2), hopped(ITEMS / 2)));
    }

    @Override
    public long mapParallel() {
        return count(range().mapParallel(WORKERS, i -> i + 1));
    }

    @Override
    public long toIterable() {
        return Edges.count(range().toIterable());
    }

    @Override
    public long toIterableHop() {
        return Edges.count(hopped(ITEMS).toIterable());
    }

    @Override
    public long share() {
        Many<Integer> shared = hopped(ITEMS).share(Sharing.slowestPaces(AHEAD).connectAfter(SUBSCRIBERS));
        List<Task<Long>> counts = new ArrayList<>(SUBSCRIBERS);
        for (int i = 0; i < SUBSCRIBERS; i++) {
            counts.add(nagare.spawn(shared.count()));
        }
        return Edges.same(counts.stream().mapToLong(count -> number(count.join())));
    }

    @Override
    public long replay() {
        Many<Integer> replayed = hopped(ITEMS - REPLAYED).replay(REPLAYED);
        return count(replayed) + count(replayed);
    }

    @Override
    public long groupBy() {
        return count(range()
                .groupBy(i -> i % GROUPS, Grouping.atMost(GROUPS))
                .flatMap(group -> group.items().runOn(nagare), Flatten.concurrency(GROUPS)));
    }

    @Override
    public long window() {
        return count(hopped(ITEMS).window(WINDOW).flatMap(window -> window));
    }

    @Override
    public long flatMapBlocking() {
        return count(Many.range(1, FEW_ITEMS).flatMap(i -> One.blocking(() -> i), Flatten.concurrency(STREAMS)));
    }

    @Override
    public long flatMapHop() {
        return count(Many.range(1, FEW_ITEMS)
                .flatMap(i -> One.fromCallable(() -> i).runOn(nagare), Flatten.concurrency(STREAMS)));
    }

    @Override
    public long flatMapDelay() {
        return count(Many.range(1, FEW_ITEMS)
                .flatMap(i -> One.delay(Duration.ofMillis(1)).thenReturn(i), Flatten.concurrency(TIMERS)));
    }

    @Override
    public long switchMap() {
        return count(hopped(ITEMS / INNER_ITEMS).switchMap(i -> Many.range(i, INNER_ITEMS)));
    }

    @Override
    public long mapPartitioned() {
        return count(Many.range(1, FEW_ITEMS)
                .mapPartitioned(GROUPS, i -> i % GROUPS, i -> One.fromCallable(() -> i).runOn(nagare)));
    }

    @Override
    public long withLatestFrom() {
        return count(hopped(ITEMS).withLatestFrom(hopped(ITEMS).startWith(0), Integer::sum));
    }

    @Override
    public long takeUntil() {
        return count(hopped(ITEMS).takeUntil(One.delay(Duration.ofMinutes(1)).runOn(nagare)));
    }

    @Override
    public long timeout() {
        return count(range().timeout(Duration.ofSeconds(5)));
    }

    @Override
    public long bufferTimeout() {
        return count(range().bufferTimeout(WINDOW, Duration.ofMillis(50)).flatMapIterable(list -> list));
    }

    @Override
    public long mpsc() {
        Mpsc<Integer> values = Mpsc.bounded(QUEUE);
        nagare.spawn(range().pipeTo(values));
        return count(values.receiver());
    }

    /** The subscription is there before the first value is sent. */
    @Override
    @SuppressWarnings("NullAway") // A count is never null.
    public long broadcast() {
        Broadcast<Integer> values = Broadcast.lagging(BROADCAST);
        return number(nagare.blockOn(One.defer(() -> {
            CompletableFuture<Long> count = values.receiver(Lag.fail()).count().toFuture();
            nagare.spawn(range().pipeTo(values));
            return One.fromCompletionStage(() -> count);
        })));
    }

    @Override
    public void close() {
        nagare.close();
        reactor.close();
    }
}
