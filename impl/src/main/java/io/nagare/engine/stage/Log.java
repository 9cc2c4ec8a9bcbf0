package io.nagare.engine.stage;

import io.nagare.stage.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the hooks that log each signal. */
final class Log {

    private Log() {}

    static <T> Stage.Tap<T> hooks(String name) {
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
