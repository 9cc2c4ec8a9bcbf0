package io.nagare.micrometer;

import static java.util.Objects.requireNonNull;

import io.micrometer.context.ContextRegistry;
import io.micrometer.observation.Observation;
import io.nagare.Async;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.TaskLocal;
import io.nagare.driver.ThreadContext;
import java.util.function.Supplier;

/**
 * Contexts and observations of Micrometer for streams.
 *
 * <p>{@link #carryContext()} turns on that thread locals go with each stream: the current observation with its span,
 * the MDC, and all else that Micrometer's context propagation knows. Without it nothing is carried, and nothing is
 * paid.
 */
public final class MicrometerNagare {

    private static final TaskLocal<Observation> OBSERVATION = TaskLocal.named("observation");

    private MicrometerNagare() {}

    /** Carries what {@link ContextRegistry#getInstance()} knows; see {@link #carryContext(ContextRegistry)}. */
    public static void carryContext() {
        carryContext(ContextRegistry.getInstance());
    }

    /**
     * Makes all streams of the JVM that begin from now on carry the thread locals for which the registry has accessors.
     * They are captured on the thread that subscribes or spawns. Each function of the stream finds them, on whatever
     * thread it runs. A worker has none of them afterwards.
     *
     * <p>Where a stream of Reactor is downstream, the values of its context are found too. {@code nagare-reactor} hands
     * it over.
     *
     * <p>This takes the place of what was carried before. To carry two, combine their contexts with {@link
     * ThreadContext#and}.
     */
    public static void carryContext(ContextRegistry registry) {
        ThreadContext.carry(context(registry));
    }

    /** Returns what {@link #carryContext(ContextRegistry)} carries, to be combined with another. */
    public static ThreadContext context(ContextRegistry registry) {
        return new MicrometerContext(requireNonNull(registry, "registry"));
    }

    /**
     * Observes each subscription of a stream, from its beginning to its end. The functions upstream find the
     * observation as the current one if a context is carried. So it is the parent of what they observe.
     *
     * <p>A failure becomes the observation's error. The low-cardinality key {@code outcome} says how the stream ended:
     * {@code completed}, {@code failed} or {@code cancelled}. It is stopped before downstream knows of the end.
     *
     * @param observation makes one that is not started, for each subscription
     */
    @SuppressWarnings("overloads") // nobody writes a stream as a lambda
    public static <T> Many<T> observe(Many<T> many, Supplier<? extends Observation> observation) {
        requireNonNull(many, "many");
        requireNonNull(observation, "observation");
        return Many.defer(() -> observed(many, observation));
    }

    /** Observes each subscription of a stream of at most one item, as {@link #observe(Many, Supplier)} does. */
    @SuppressWarnings("overloads") // as above
    public static <T> One<T> observe(One<T> one, Supplier<? extends Observation> observation) {
        requireNonNull(one, "one");
        requireNonNull(observation, "observation");
        return One.defer(() -> MicrometerNagare.<One<T>>observed(one, observation));
    }

    private static <S extends Async<?, S>> S observed(S stream, Supplier<? extends Observation> observation) {
        Observation begun =
                requireNonNull(observation.get(), "observe: the supplier returned null").start();
        return stream.contextWrite(OBSERVATION, begun).tap(() -> new ObservationEnd(begun));
    }
}
