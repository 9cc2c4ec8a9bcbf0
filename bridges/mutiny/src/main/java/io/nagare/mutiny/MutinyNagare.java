package io.nagare.mutiny;

import static java.util.Objects.requireNonNull;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.TaskLocal;
import io.nagare.stage.Origin;
import io.nagare.stage.Programs;
import io.smallrye.mutiny.Context;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.concurrent.Executor;

/**
 * Streams to and from Mutiny. Each method fits {@code as} of our streams; {@code stage} and {@code convert().with} of
 * Mutiny's; and, as a {@code MultiConverter} or {@code UniConverter}, {@code createFrom().converter}.
 *
 * <pre>{@code
 * Multi<Order> orders = source
 *         .stage(MutinyNagare::many)
 *         .mapParallel(4, this::price)
 *         .as(MutinyNagare::multi);
 * }</pre>
 *
 * <p>The context of a subscriber of Mutiny is found in the stream of ours upstream as {@link #CONTEXT}. From there it
 * goes on to a Multi or Uni further upstream. It is the same object, so what is put there is seen downstream, as
 * Mutiny's users expect. A value of another {@link TaskLocal} crosses too, as an entry of the context whose key is the
 * local.
 *
 * <p>Cancellation and failures cross as they are, and demand up to 256 items at a time. A Uni may emit null. That is a
 * {@code One} without an item, in both directions.
 */
public final class MutinyNagare {

    /** The context of the Mutiny subscriber downstream. It is absent if there is no such subscriber. */
    public static final TaskLocal<Context> CONTEXT = TaskLocal.named("context of Mutiny");

    static {
        Requirement.check(Context.class);
    }

    private MutinyNagare() {}

    /**
     * Makes a Multi of a stream. The stream's functions find the context of the Multi's subscriber. A stream that waits
     * for nothing but demand runs on the thread that requests, as a Multi does. {@code runOn} moves it to workers of
     * ours.
     */
    public static <T> Multi<T> multi(Many<T> many) {
        return Infrastructure.onMultiCreation(new ManyMulti<>(requireNonNull(many, "many")));
    }

    /** Makes a Uni of a stream of at most one item, as {@link #multi} does. It emits null if there is no item. */
    public static <T> Uni<T> uni(One<T> one) {
        return Infrastructure.onUniCreation(new OneUni<>(requireNonNull(one, "one")));
    }

    /** Makes a stream of a Multi. The Multi finds the context of the Mutiny subscriber downstream, if there is one. */
    public static <T> Many<T> many(Multi<T> multi) {
        requireNonNull(multi, "multi");
        return Many.defer(() -> Many.from(new MultiPublisher<>(multi, Crossing.contextHere())));
    }

    /**
     * Makes a stream of at most one item of a Uni, as {@link #many} does. It completes without an item if the Uni emits
     * null. The Uni is subscribed when the item is requested.
     */
    public static <T> One<T> one(Uni<T> uni) {
        requireNonNull(uni, "uni");
        // One.from would cancel behind the item, and onCancellation() would be called after a success.
        return One.defer(() ->
                Programs.one(new Origin.FromPublisher<>(new UniPublisher<>(uni, Crossing.contextHere()))));
    }

    /**
     * Makes an executor whose tasks run on the workers of a runtime, for {@code emitOn} and {@code runSubscriptionOn}.
     * Tasks run beside one another, and must not block. A task finds the {@link TaskLocal}s and the {@link
     * io.nagare.driver.ThreadContext} of where it was handed over. A failure of a task goes to the runtime's failure
     * handler. When the runtime is closed, tasks are rejected with a {@link
     * java.util.concurrent.RejectedExecutionException}, and Mutiny fails the stream.
     */
    public static Executor executor(Nagare runtime) {
        return new RuntimeExecutor(requireNonNull(runtime, "runtime"));
    }
}
