package io.nagare.spring;

import io.nagare.Nagare;
import io.nagare.RuntimeMetrics;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a health endpoint tells of a runtime. Stateless. */
final class RuntimeHealth {

    private RuntimeHealth() {}

    static boolean isUp(Nagare runtime) {
        return !runtime.driver().isClosed();
    }

    static Map<String, Object> details(Nagare runtime) {
        RuntimeMetrics metrics = runtime.metrics();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("workers", metrics.workers().size());
        details.put("liveTasks", metrics.liveTasks());
        details.put("blockingThreads", metrics.blockingThreads());
        details.put("blockingQueued", metrics.blockingQueued());
        return details;
    }
}
