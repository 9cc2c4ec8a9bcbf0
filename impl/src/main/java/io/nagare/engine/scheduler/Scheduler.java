package io.nagare.engine.scheduler;

import io.nagare.RuntimeMetrics;
import io.nagare.driver.Driver;
import java.time.Duration;

public interface Scheduler extends Driver {
    void schedule(Schedulable strand);
    void yield(Schedulable strand);
    boolean register(Schedulable strand);
    void unregister(Schedulable strand);
    RuntimeMetrics metrics();
    boolean close(Duration limit);
    boolean isClosed();
    String name();
}
