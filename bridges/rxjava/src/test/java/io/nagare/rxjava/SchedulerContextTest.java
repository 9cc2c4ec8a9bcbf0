package io.nagare.rxjava;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.engine.SchedulerContextContract;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

class SchedulerContextTest extends SchedulerContextContract {

    @Override
    protected Scheduling on(Nagare runtime) {
        return new OfRxJava(RxJavaNagare.scheduler(runtime));
    }

    private record OfRxJava(Scheduler scheduler) implements Scheduling {

        @Override
        public Consumer<Runnable> worker() {
            return scheduler.createWorker()::schedule;
        }

        @Override
        public void delayed(Runnable task) {
            scheduler.scheduleDirect(task, 1, TimeUnit.MILLISECONDS);
        }

        @Override
        public Runnable periodic(Runnable task) {
            return scheduler.schedulePeriodicallyDirect(task, 1, 1, TimeUnit.MILLISECONDS)::dispose;
        }

        @Override
        public Many<String> behind(Supplier<String> item) {
            return RxJavaNagare.many(Flowable.range(0, 100)
                    .subscribeOn(scheduler)
                    .observeOn(scheduler)
                    .delay(1, TimeUnit.MILLISECONDS, scheduler)
                    .map(i -> item.get()));
        }

        @Override
        public void close() {
            scheduler.shutdown();
        }
    }
}
