package io.nagare.testing.simulation.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test method of JUnit 5 that plays one history for each seed. It has one parameter, the
 * {@link io.nagare.testing.simulation.Simulation}. JUnit calls methods such as {@code @BeforeEach} once for all seeds,
 * so the test method itself prepares what a history needs.
 *
 * <pre>{@code
 * @SimulationTest(seeds = 1_000)
 * void nothingIsLost(Simulation simulation) { ... }
 * }</pre>
 *
 * @since 0.1
 */
@Documented
@Test
@ExtendWith(SimulationExtension.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface SimulationTest {

    /** How many seeds are played, at least 1. */
    long seeds() default 100;

    /** The first seed. */
    long from() default 0;

    /** Whether each seed is played twice, and the two histories must be the same. */
    boolean twice() default false;
}
