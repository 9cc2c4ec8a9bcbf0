package io.nagare.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.One;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Programs of many stages, and programs within programs within programs, on an ordinary stack. */
@Timeout(60)
class DepthTest {

    private static final int STAGES = 10_000;
    private static final int LEVELS = 1_000_000;

    private static <T> Many<T> chain(Many<T> source, UnaryOperator<Many<T>> operator) {
        Many<T> program = source;
        for (int i = 0; i < STAGES; i++) {
            program = operator.apply(program);
        }
        return program;
    }

    private static <T> List<T> items(Many<T> program) {
        List<T> items = new ArrayList<>();
        List<Object> ends = new ArrayList<>();
        program.subscribe(items::add, ends::add, () -> ends.add("complete"));
        assertEquals(List.of("complete"), ends);
        return items;
    }

    @Test
    void tenThousandStagesOfOneKind() {
        assertEquals(List.of(STAGES), items(chain(Many.just(0), p -> p.map(n -> n + 1))));
        assertEquals(List.of(1), items(chain(Many.just(1), p -> p.filter(n -> true))));
        assertEquals(List.of(1, 2), items(chain(Many.just(1, 2), p -> p.take(2))));
        assertEquals(List.of(1, 2), items(chain(Many.just(1, 2), p -> p.concatMap(Many::just))));
        assertEquals(
                List.of(1, 2),
                items(chain(Many.just(1, 2), p -> p.flatMap(n -> Many.just(n).filter(any -> true)))));
        assertEquals(List.of(1), items(chain(Many.just(1), p -> p.onErrorResume(Many::error))));
        assertEquals(List.of(1), items(chain(Many.just(1), p -> p.switchIfEmpty(Many::empty))));
        assertEquals(List.of(1), items(chain(Many.just(1), p -> p.retry(1))));
        assertEquals(List.of(1), items(chain(Many.just(1), p -> p.doOnNext(n -> {}))));
        assertEquals(List.of(1), items(chain(Many.just(1), p -> p.takeUntil(Many.never()))));
        assertEquals(List.of(1), items(chain(Many.just(1), p -> Many.zip(p, Many.just(0), Integer::sum))));
        assertEquals(List.of(1), items(chain(Many.just(1), p -> Many.defer(() -> p))));
        assertEquals(STAGES + 1, items(chain(Many.just(1), p -> p.concatWith(Many.just(2)))).size());
        assertEquals(STAGES + 1, items(chain(Many.just(1), p -> Many.just(2).concatWith(p))).size());
        assertEquals(STAGES + 1, items(chain(Many.just(1), p -> p.mergeWith(Many.just(2)))).size());
    }

    @Test
    void failureDemandAndCancellationReachTheEndsOfALongChain() {
        IllegalStateException wrong = new IllegalStateException("wrong");
        assertEquals(List.of(1), items(chain(Many.<Integer>error(wrong), p -> p.map(n -> n)).onErrorReturn(f -> 1)));
        AtomicBoolean cancelled = new AtomicBoolean();
        Many<Integer> endless = Many.just(9).concatWith(Many.never()).doOnCancel(() -> cancelled.set(true));
        assertEquals(List.of(9), items(chain(endless, p -> p.take(5)).filter(n -> true).take(1)));
        assertTrue(cancelled.get());
        List<Long> requests = new ArrayList<>();
        assertEquals(
                List.of(0, 1, 2),
                items(chain(Many.range(0, 100).doOnRequest(requests::add), p -> p.map(n -> n)).take(3)));
        assertEquals(List.of(3L), requests);
    }

    @Test
    void aMillionLevelsOfFlatMap() {
        assertEquals(List.of(0), items(countDown(LEVELS)));
    }

    private static Many<Integer> countDown(int n) {
        return n == 0 ? Many.just(0) : Many.just(n).filter(any -> true).flatMap(m -> countDown(m - 1));
    }

    @Test
    void aMillionLevelsOfOne() {
        One<Integer> result = countDownOne(LEVELS);
        List<Integer> items = new ArrayList<>();
        result.subscribe(items::add);
        assertEquals(List.of(0), items);
    }

    private static One<Integer> countDownOne(int n) {
        return n == 0 ? One.just(0) : One.fromCallable(() -> n).flatMap(m -> countDownOne(m - 1));
    }
}
