package io.nagare.stage;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's own {@code java.util.stream.Gatherer} as a stage, where the JDK has it, from 24 on:
 *
 * <pre>{@code
 * Many<List<Integer>> windows = numbers.via(JdkGatherer.stage(Gatherers.windowSliding(3)));
 * }</pre>
 *
 * <p>As this library is made for older JDKs too, the type cannot be named here; it is called through method handles.
 */
public final class JdkGatherer {

    private static final String GATHERER = "java.util.stream.Gatherer";

    private JdkGatherer() {}

    /**
     * A stage that does what the gatherer does, one item after the other. Demand and buffer: as {@code Many.gather}.
     * When the integrator returns false, upstream is cancelled and the stream completes with what the finisher gives.
     * The gatherer is called on the strand, so it must not block, as that of {@code Gatherers.mapConcurrent} does: use
     * {@code flatMap} or {@code mapParallel} instead.
     *
     * @param gatherer a {@code java.util.stream.Gatherer<? super T, ?, R>}: that the types fit is for the caller to see
     *     to
     * @throws IllegalArgumentException if it is none
     */
    public static <T, R> Stage<T, R> stage(Object gatherer) {
        requireNonNull(gatherer, "gatherer");
        Class<?> type = gathererType();
        if (type == null || !type.isInstance(gatherer)) {
            throw new IllegalArgumentException("stage needs a " + GATHERER + ", which the JDK has from 24 on (this is "
                    + Runtime.version().feature() + "), but was given a " + gatherer.getClass().getName());
        }
        Parts parts = call(() -> new Parts(
                (Supplier<?>) Calls.INITIALIZER.invoke(gatherer),
                Calls.INTEGRATOR.invoke(gatherer),
                (BiConsumer<?, ?>) Calls.FINISHER.invoke(gatherer)));
        return new Stage.Gather<Run<T, R>, T, R>(
                () -> new Run<>(parts), Run::integrate, Run::finish, true, run -> List.of());
    }

    private static @Nullable Class<?> gathererType() {
        try {
            return Class.forName(GATHERER);
        } catch (ClassNotFoundException olderJdk) {
            return null;
        }
    }

    /** What a gatherer is made of. */
    private record Parts(Supplier<?> initializer, Object integrator, BiConsumer<?, ?> finisher) {}

    /** The gatherer's work in one subscription. */
    private static final class Run<T, R> {

        private final Parts parts;
        private final @Nullable Object state;

        /** The JDK's {@code Downstream}, made of {@link #push}. */
        private final Object downstream;

        /** Where the call that is being made puts what it makes; null between calls. */
        private @Nullable Output<? super R> output;

        Run(Parts parts) {
            this.parts = parts;
            this.state = parts.initializer().get();
            Predicate<R> push = this::push;
            this.downstream = MethodHandleProxies.asInterfaceInstance(Calls.DOWNSTREAM, Calls.TEST.bindTo(push));
        }

        /** Also the finisher's turn if the integrator wants no more items. */
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

        /** Called by the gatherer. Returns whether it may go on. */
        boolean push(R item) {
            Output<? super R> to = output;
            if (to == null) {
                return false;
            }
            to.emit(item);
            return true;
        }
    }

    /** Found when there is the first gatherer, and so a JDK that has them. */
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

    /** What the gatherer throws passes as it is. */
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
