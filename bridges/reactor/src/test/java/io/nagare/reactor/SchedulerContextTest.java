package io.nagare.reactor;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.engine.SchedulerContextContract;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

class SchedulerContextTest extends SchedulerContextContract {

    @Override
    protected Scheduling on(Nagare runtime) {
        return new OfReactor(ReactorNagare.scheduler(runtime));
    }

    private record OfReactor(Scheduler scheduler) implements Scheduling {

        @Override
        public Consumer<Runnable> worker() {
            return scheduler.createWorker()::schedule;
        }

        @Override
        public void delayed(Runnable task) {
            scheduler.schedule(task, 1, TimeUnit.MILLISECONDS);
        }

        @Override
        public Runnable periodic(Runnable task) {
            return scheduler.schedulePeriodically(task, 1, 1, TimeUnit.MILLISECONDS)::dispose;
        }

        @Override
        public Many<String> behind(Supplier<String> item) {
            return ReactorNagare.many(Flux.range(0, 100)
                    .subscribeOn(scheduler)
                    .publishOn(scheduler)
                    .delaySequence(Duration.ofMillis(1), scheduler)
                    .map(i -> item.get()));
        }

        @Override
        public void close() {
            scheduler.dispose();
        }
    }
}
