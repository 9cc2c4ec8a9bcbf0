package io.nagare.engine.stage.flatten;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.Many;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.policy.Flatten;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** The subscriber cancels while a flattening stage calls the mapper, or while it subscribes to the inner publisher. */
class CancelledWithinMapperTest {

    private final StepScheduler scheduler = new StepScheduler();

    private static Map<String, Function<Function<Integer, Publisher<Long>>, Publisher<?>>> stages() {
        Many<Integer> source = Many.range(0, 9);
        Map<String, Function<Function<Integer, Publisher<Long>>, Publisher<?>>> stages = new LinkedHashMap<>();
        stages.put("concatMap", source::concatMap);
        stages.put("flatMap", source::flatMap);
        stages.put("ordered flatMap", mapper -> source.flatMap(mapper, Flatten.concurrency(4).ordered()));
        stages.put("mapPartitioned", mapper -> source.mapPartitioned(4, i -> i, mapper));
        stages.put("switchMap", source::switchMap);
        stages.put("delayUntil", source::delayUntil);
        stages.put("switchOnFirst", mapper -> source.switchOnFirst((first, stream) -> mapper.apply(0)));
        stages.put("retryWhen", mapper -> Many.<Long>error(new IllegalStateException())
                .retryWhen(e -> mapper.apply(0)));
        stages.put("publish", mapper -> source.publish(shared -> mapper.apply(0)));
        stages.put("onErrorResume", mapper -> Many.<Long>error(new IllegalStateException())
                .onErrorResume(e -> mapper.apply(0)));
        stages.put("switchIfEmpty", mapper -> Many.<Long>empty().switchIfEmpty(() -> mapper.apply(0)));
        stages.put("defer", mapper -> Many.defer(() -> mapper.apply(0)));
        stages.put("takeUntil", mapper -> source.takeUntil(Many.defer(() -> mapper.apply(0))));
        stages.put("skipUntil", mapper -> source.skipUntil(Many.defer(() -> mapper.apply(0))));
        stages.put("using", mapper -> Many.using(() -> 0, mapper, i -> {}));
        return stages;
    }

    @Test
    void whatItGivesIsNotLeftRunning() {
        stages().forEach((name, stage) -> {
            for (String place : List.of("mapper", "supplier", "item")) {
                Probe<Object> probe = new Probe<>();
                Publisher<?> stream = stage.apply(i -> {
                    cancelAt("mapper", place, probe);
                    return Many.defer(() -> {
                                cancelAt("supplier", place, probe);
                                return Many.interval(Duration.ZERO, Duration.ofSeconds(1));
                            })
                            .doOnNext(tick -> cancelAt("item", place, probe));
                });
                Egress.serve(probe, Many.<Object>from(stream), scheduler);
                probe.request(Long.MAX_VALUE);
                scheduler.advance(Duration.ofSeconds(1));
                String what = name + ", cancelled in " + place;
                assertEquals(List.of(), probe.signals(), what);
                assertEquals(0, scheduler.liveCount(), what);
                assertEquals(0, scheduler.armedCount(), what);
            }
        });
    }

    private static void cancelAt(String here, String place, Probe<Object> probe) {
        if (here.equals(place)) {
            probe.cancel();
        }
    }
}
