package io.nagare.engine.stage.transform;

import io.nagare.stage.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the hooks that log each signal. */
public final class Log {

    private Log() {}

    public static <T> Stage.Tap<T> hooks(String name) {
        Logger logger = LoggerFactory.getLogger(name);
        return new Stage.Tap<>(
                () -> logger.info("subscribed"),
                item -> logger.info("next {}", item),
                failure -> logger.error("failed", failure),
                () -> logger.info("completed"),
                n -> logger.info("requested {}", n == Long.MAX_VALUE ? "without bound" : n),
                () -> logger.info("cancelled"));
    }
}
