package io.nagare.reactor;

import static java.util.Objects.requireNonNull;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.TaskLocal;
import io.nagare.stage.Origin;
import io.nagare.stage.Programs;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.ContextView;

/**
 * Streams to and from Project Reactor. Without this they already fit, because each is a Reactive Streams publisher:
 * {@code Flux.from(many)}, {@code Many.from(flux)}. Here they also keep their context.
 *
 * <p>The context of a Flux's subscriber is found in the stream of ours upstream as {@link #CONTEXT}. From there it goes
 * on to a Flux further upstream. So a segment of ours in the middle of a Flux changes nothing for what is around it. A
 * value of a {@link TaskLocal} crosses too, as an entry of the context whose key is the local.
 *
 * <pre>{@code
 * Flux<Order> orders = source
 *         .as(ReactorNagare::many)
 *         .mapParallel(4, this::price)
 *         .as(ReactorNagare::flux)
 *         .contextWrite(context -> context.put("tenant", "blue")); // read by source, too
 * }</pre>
 *
 * <p>Cancellation and failures cross as they are, and demand up to 256 items at a time. When this class is first used,
 * Reactor learns that workers of this library must not block: its {@code block()} is refused there.
 */
public final class ReactorNagare {

    /** The context of the Reactor subscriber downstream. It is absent if that is empty, and if there is no such one. */
    public static final TaskLocal<ContextView> CONTEXT = TaskLocal.named("context of Reactor");

    static {
        Requirement.check(Schedulers.class);
        Schedulers.registerNonBlockingThreadPredicate(Nagare::isWorker);
    }

    private ReactorNagare() {}

    /**
     * Makes a Flux of a stream. The stream's functions find the context of the Flux's subscriber.
     *
     * <p>A stream that waits for nothing but demand runs on the thread that requests, as a Flux does. So behind a
     * {@code publishOn} it runs on that scheduler. {@code runOn} moves it to workers of ours.
     *
     * <p>An item that is discarded upstream goes to the subscriber's {@code doOnDiscard} hooks, if it has any. They are
     * then called in place of closing an item that is {@link AutoCloseable}.
     */
    public static <T> Flux<T> flux(Many<T> many) {
        return ManyFlux.of(requireNonNull(many, "many"));
    }

    /** Makes a Mono of a stream of at most one item, as {@link #flux} does. */
    public static <T> Mono<T> mono(One<T> one) {
        return OneMono.of(requireNonNull(one, "one"));
    }

    /** Makes a stream of a Flux. The Flux finds the context of the Reactor subscriber downstream, if there is one. */
    public static <T> Many<T> many(Flux<T> flux) {
        requireNonNull(flux, "flux");
        return Many.defer(() -> Many.from(CorePublished.of(flux, Crossing.contextHere())));
    }

    /** Makes a stream of at most one item of a Mono, as {@link #many} does. It ends when the Mono completes. */
    public static <T> One<T> one(Mono<T> mono) {
        requireNonNull(mono, "mono");
        // One.from would cancel behind the item, and doOnCancel would be called after a success.
        return One.defer(
                () -> Programs.one(new Origin.FromPublisher<>(CorePublished.of(mono, Crossing.contextHere()))));
    }

    /**
     * Makes a scheduler whose tasks run on the workers of a runtime. Delays are measured by the runtime's clock, so a
     * virtual one works. The tasks of a worker run one after the other, in the order of their times.
     *
     * <p>A task finds the {@link TaskLocal}s and the {@link io.nagare.driver.ThreadContext} of where it was scheduled.
     * It must not block. A disposed task that has begun is not interrupted. A failure of a task goes to the runtime's
     * failure handler.
     *
     * <p>{@code dispose()} ends the scheduler and its tasks, but not the runtime. When the runtime is closed, tasks
     * whose time has come still run, if need be on the closing thread, and those that wait for their time are disposed
     * of. Later tasks, and those after {@code dispose()}, are rejected as Reactor does: the call
     * throws a {@link java.util.concurrent.RejectedExecutionException}. A {@code publishOn} then fails its stream at
     * the next signal or request.
     */
    public static Scheduler scheduler(Nagare runtime) {
        return new RuntimeScheduler(requireNonNull(runtime, "runtime"));
    }
}
