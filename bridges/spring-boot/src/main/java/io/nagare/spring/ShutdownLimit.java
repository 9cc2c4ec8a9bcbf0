package io.nagare.spring;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** How long stopping may take. Stateless. */
final class ShutdownLimit {

    /** Spring Boot's name and default. */
    private static final String PROPERTY = "spring.lifecycle.timeout-per-shutdown-phase";

    private static final Duration BY_DEFAULT = Duration.ofSeconds(30);

    private static final Duration MARGIN = Duration.ofSeconds(1);

    private ShutdownLimit() {}

    /** A little less than Spring waits for a phase, so that what is over the limit has been ended by then. */
    static Duration ofPhase(Environment environment) {
        Duration phase = Binder.get(environment).bind(PROPERTY, Duration.class).orElse(BY_DEFAULT);
        return phase.minus(shorter(MARGIN, phase.dividedBy(10)));
    }

    static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
