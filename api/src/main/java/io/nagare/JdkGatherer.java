package io.nagare;

import static java.util.Objects.requireNonNull;

import io.nagare.emit.Output;
import io.nagare.stage.Programs;
import io.nagare.stage.Stage;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets a stream do the work of the JDK's own {@code java.util.stream.Gatherer}, which JDK 24 and later have:
 *
 * <pre>{@code
 * Many<List<Integer>> windows = numbers.as(JdkGatherer.of(Gatherers.windowSliding(3)));
 * }</pre>
 *
 * <p>This library also supports older JDKs, so the type cannot be named here. It is called through method handles.
 *
 * @since 0.1
 */
public final class JdkGatherer {

    private static final String GATHERER = "java.util.stream.Gatherer";

    private JdkGatherer() {}

    /**
     * Makes a function that lets a stream do the gatherer's work, one item after the other. It is given to {@link
     * Many#as}. Demand and buffer: as {@code Many.gather}. When the integrator returns false, upstream is cancelled,
     * and the stream completes with the items of the finisher. The gatherer is called on the strand, so it must not
     * block. {@code Gatherers.mapConcurrent} does block: use {@code flatMap} or {@code mapParallel} instead.
     *
     * @param gatherer a {@code java.util.stream.Gatherer<? super T, ?, R>}; the caller must see to it that the types
     *     fit
     * @throws IllegalArgumentException if the object is not a gatherer, or the JDK has none
     */
    public static <T, R> Function<Many<T>, Many<R>> of(Object gatherer) {
        requireNonNull(gatherer, "gatherer");
        Class<?> type = gathererType();
        if (type == null || !type.isInstance(gatherer)) {
            throw new IllegalArgumentException("of needs a " + GATHERER + ", which the JDK has from 24 on (this is "
                    + Runtime.version().feature() + "), but was given a " + gatherer.getClass().getName());
        }
        Parts parts = call(() -> new Parts(
                (Supplier<?>) Calls.INITIALIZER.invoke(gatherer),
                Calls.INTEGRATOR.invoke(gatherer),
                (BiConsumer<?, ?>) Calls.FINISHER.invoke(gatherer)));
        return stream -> Programs.many(
                stream,
                new Stage.Gather<Run<T, R>, T, R>(
                        () -> new Run<>(parts), Run::integrate, Run::finish, true, run -> List.of()));
    }

    private static @Nullable Class<?> gathererType() {
        try {
            return Class.forName(GATHERER);
        } catch (ClassNotFoundException olderJdk) {
            return null;
        }
    }

    /** The functions of a gatherer. */
    private record Parts(Supplier<?> initializer, Object integrator, BiConsumer<?, ?> finisher) {}

    /** The gatherer's work in one subscription. */
    private static final class Run<T, R> {

        private final Parts parts;
        private final @Nullable Object state;

        /** The JDK's {@code Downstream}, made of {@link #push}. */
        private final Object downstream;

        /** The output of the current call. Null between calls. */
        private @Nullable Output<? super R> output;

        Run(Parts parts) {
            this.parts = parts;
            this.state = parts.initializer().get();
            Predicate<R> push = this::push;
            this.downstream = MethodHandleProxies.asInterfaceInstance(Calls.DOWNSTREAM, Calls.TEST.bindTo(push));
        }

        /** Takes an item. If the integrator wants no more items, calls the finisher too. */
        void integrate(T item, Output<? super R> to) {
            output = to;
            boolean more = call(() -> (boolean) Calls.INTEGRATE.invoke(parts.integrator(), state, item, downstream));
            if (!more) {
                finish(to);
                to.complete();
            }
            output = null;
        }

        @SuppressWarnings("unchecked") // the gatherer made the state, and its downstream takes what it pushes
        void finish(Output<? super R> to) {
            output = to;
            ((BiConsumer<@Nullable Object, Object>) parts.finisher()).accept(state, downstream);
            output = null;
        }

        /** Emits an item that the gatherer pushes, and returns whether it may continue. */
        boolean push(R item) {
            Output<? super R> to = output;
            if (to == null) {
                return false;
            }
            to.emit(item);
            return true;
        }
    }

    /** The method handles. They are found when the first gatherer comes, so only on a JDK that has gatherers. */
    private static final class Calls {

        static final Class<?> DOWNSTREAM = nested("Downstream");
        static final MethodHandle INITIALIZER = find(type(), "initializer", MethodType.methodType(Supplier.class));
        static final MethodHandle INTEGRATOR = find(type(), "integrator", MethodType.methodType(nested("Integrator")));
        static final MethodHandle FINISHER = find(type(), "finisher", MethodType.methodType(BiConsumer.class));
        static final MethodHandle INTEGRATE = find(
                nested("Integrator"),
                "integrate",
                MethodType.methodType(boolean.class, Object.class, Object.class, DOWNSTREAM));
        static final MethodHandle TEST =
                find(Predicate.class, "test", MethodType.methodType(boolean.class, Object.class));

        private static Class<?> type() {
            return call(() -> Class.forName(GATHERER));
        }

        private static Class<?> nested(String name) {
            return call(() -> Class.forName(GATHERER + "$" + name));
        }

        private static MethodHandle find(Class<?> type, String name, MethodType signature) {
            return call(() -> MethodHandles.publicLookup().findVirtual(type, name, signature));
        }
    }

    private interface Call<V> {
        V run() throws Throwable;
    }

    /** Makes a call. The gatherer's exceptions pass as they are. */
    private static <V> V call(Call<V> call) {
        try {
            return call.run();
        } catch (Throwable failure) {
            throw JdkGatherer.<RuntimeException>unchecked(failure);
        }
    }

    @SuppressWarnings("unchecked") // to throw a checked exception through a signature without one
    private static <E extends Throwable> RuntimeException unchecked(Throwable failure) throws E {
        throw (E) failure;
    }
}
