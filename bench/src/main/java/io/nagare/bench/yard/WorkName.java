package io.nagare.bench.yard;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The works that can be measured, with the names of the Tokio yardstick. */
enum WorkName {
    SPAWN_MANY_LOCAL,
    SPAWN_MANY_REMOTE,
    YIELD_MANY,
    PING_PONG,
    CHAINED_SPAWN,
    BROADCAST,
    MPSC,
    SLEEP_MANY,
    TIMER_CHURN,
    FS;

    static WorkName of(String name) {
        for (WorkName work : values()) {
            if (work.label().equals(name)) {
                return work;
            }
        }
        throw new IllegalArgumentException("there is no work named " + name + "; there are: " + all());
    }

    static String all() {
        return Arrays.stream(values()).map(WorkName::label).collect(Collectors.joining(", "));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
