package io.nagare;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.Function;
import org.reactivestreams.Publisher;

/**
 * Combines the items of three to eight sources of different types. For two sources, and for any number of one type, see
 * {@link Many#zip} and {@link Many#combineLatest}.
 *
 * <pre>{@code
 * Combine.three(names, ages, cities).zip((name, age, city) -> name + ", " + age + ", " + city)
 * }</pre>
 *
 * <p>Demand, cancellation, errors and buffers are those of the two operators.
 *
 * @since 0.1
 */
public final class Combine {

    private Combine() {}

    /** Takes three sources to combine. */
    public static <A, B, C> Three<A, B, C> three(
            Publisher<? extends A> a,
            Publisher<? extends B> b,
            Publisher<? extends C> c) {
        return new Three<>(sources(a, b, c));
    }

    /** Takes four sources to combine. */
    public static <A, B, C, D> Four<A, B, C, D> four(
            Publisher<? extends A> a,
            Publisher<? extends B> b,
            Publisher<? extends C> c,
            Publisher<? extends D> d) {
        return new Four<>(sources(a, b, c, d));
    }

    /** Takes five sources to combine. */
    public static <A, B, C, D, E> Five<A, B, C, D, E> five(
            Publisher<? extends A> a,
            Publisher<? extends B> b,
            Publisher<? extends C> c,
            Publisher<? extends D> d,
            Publisher<? extends E> e) {
        return new Five<>(sources(a, b, c, d, e));
    }

    /** Takes six sources to combine. */
    public static <A, B, C, D, E, F> Six<A, B, C, D, E, F> six(
            Publisher<? extends A> a,
            Publisher<? extends B> b,
            Publisher<? extends C> c,
            Publisher<? extends D> d,
            Publisher<? extends E> e,
            Publisher<? extends F> f) {
        return new Six<>(sources(a, b, c, d, e, f));
    }

    /** Takes seven sources to combine. */
    public static <A, B, C, D, E, F, G> Seven<A, B, C, D, E, F, G> seven(
            Publisher<? extends A> a,
            Publisher<? extends B> b,
            Publisher<? extends C> c,
            Publisher<? extends D> d,
            Publisher<? extends E> e,
            Publisher<? extends F> f,
            Publisher<? extends G> g) {
        return new Seven<>(sources(a, b, c, d, e, f, g));
    }

    /** Takes eight sources to combine. */
    public static <A, B, C, D, E, F, G, H> Eight<A, B, C, D, E, F, G, H> eight(
            Publisher<? extends A> a,
            Publisher<? extends B> b,
            Publisher<? extends C> c,
            Publisher<? extends D> d,
            Publisher<? extends E> e,
            Publisher<? extends F> f,
            Publisher<? extends G> g,
            Publisher<? extends H> h) {
        return new Eight<>(sources(a, b, c, d, e, f, g, h));
    }

    private static List<Publisher<?>> sources(Publisher<?>... sources) {
        for (int i = 0; i < sources.length; i++) {
            requireNonNull(sources[i], "source " + (i + 1));
        }
        return List.of(sources);
    }

    /**
     * Three sources to combine.
     *
     * @since 0.1
     */
    public static final class Three<A, B, C> {

        /**
         * Makes a result of three items, one of each source.
         *
         * @since 0.1
         */
        @FunctionalInterface
        public interface Combiner<A, B, C, R> {
            R combine(A a, B b, C c);
        }

        private final List<Publisher<?>> sources;

        private Three(List<Publisher<?>> sources) {
            this.sources = sources;
        }

        /** Combines the first items of all sources, then the second, and so on; see {@link Many#zip}. */
        public <R> Many<R> zip(Combiner<? super A, ? super B, ? super C, ? extends R> combiner) {
            return Many.zip(sources, applied(combiner));
        }

        /** Combines the newest items of all sources; see {@link Many#combineLatest}. */
        public <R> Many<R> latest(Combiner<? super A, ? super B, ? super C, ? extends R> combiner) {
            return Many.combineLatest(sources, applied(combiner));
        }

        @SuppressWarnings("unchecked") // the row holds an item of each source, in their order
        private <R> Function<List<Object>, R> applied(Combiner<? super A, ? super B, ? super C, ? extends R> combiner) {
            requireNonNull(combiner, "combiner");
            return row -> combiner.combine((A) row.get(0), (B) row.get(1), (C) row.get(2));
        }
    }

    /**
     * Four sources to combine.
     *
     * @since 0.1
     */
    public static final class Four<A, B, C, D> {

        /**
         * Makes a result of four items, one of each source.
         *
         * @since 0.1
         */
        @FunctionalInterface
        public interface Combiner<A, B, C, D, R> {
            R combine(A a, B b, C c, D d);
        }

        private final List<Publisher<?>> sources;

        private Four(List<Publisher<?>> sources) {
            this.sources = sources;
        }

        /** Combines the first items of all sources, then the second, and so on; see {@link Many#zip}. */
        public <R> Many<R> zip(Combiner<? super A, ? super B, ? super C, ? super D, ? extends R> combiner) {
            return Many.zip(sources, applied(combiner));
        }

        /** Combines the newest items of all sources; see {@link Many#combineLatest}. */
        public <R> Many<R> latest(Combiner<? super A, ? super B, ? super C, ? super D, ? extends R> combiner) {
            return Many.combineLatest(sources, applied(combiner));
        }

        @SuppressWarnings("unchecked") // the row holds an item of each source, in their order
        private <R> Function<List<Object>, R> applied(
                Combiner<? super A, ? super B, ? super C, ? super D, ? extends R> combiner) {
            requireNonNull(combiner, "combiner");
            return row -> combiner.combine((A) row.get(0), (B) row.get(1), (C) row.get(2), (D) row.get(3));
        }
    }

    /**
     * Five sources to combine.
     *
     * @since 0.1
     */
    public static final class Five<A, B, C, D, E> {

        /**
         * Makes a result of five items, one of each source.
         *
         * @since 0.1
         */
        @FunctionalInterface
        public interface Combiner<A, B, C, D, E, R> {
            R combine(A a, B b, C c, D d, E e);
        }

        private final List<Publisher<?>> sources;

        private Five(List<Publisher<?>> sources) {
            this.sources = sources;
        }

        /** Combines the first items of all sources, then the second, and so on; see {@link Many#zip}. */
        public <R> Many<R> zip(Combiner<? super A, ? super B, ? super C, ? super D, ? super E, ? extends R> combiner) {
            return Many.zip(sources, applied(combiner));
        }

        /** Combines the newest items of all sources; see {@link Many#combineLatest}. */
        public <R> Many<R> latest(
                Combiner<? super A, ? super B, ? super C, ? super D, ? super E, ? extends R> combiner) {
            return Many.combineLatest(sources, applied(combiner));
        }

        @SuppressWarnings("unchecked") // the row holds an item of each source, in their order
        private <R> Function<List<Object>, R> applied(
                Combiner<? super A, ? super B, ? super C, ? super D, ? super E, ? extends R> combiner) {
            requireNonNull(combiner, "combiner");
            return row ->
                    combiner.combine((A) row.get(0), (B) row.get(1), (C) row.get(2), (D) row.get(3), (E) row.get(4));
        }
    }

    /**
     * Six sources to combine.
     *
     * @since 0.1
     */
    public static final class Six<A, B, C, D, E, F> {

        /**
         * Makes a result of six items, one of each source.
         *
         * @since 0.1
         */
        @FunctionalInterface
        public interface Combiner<A, B, C, D, E, F, R> {
            R combine(A a, B b, C c, D d, E e, F f);
        }

        private final List<Publisher<?>> sources;

        private Six(List<Publisher<?>> sources) {
            this.sources = sources;
        }

        /** Combines the first items of all sources, then the second, and so on; see {@link Many#zip}. */
        public <R> Many<R> zip(
                Combiner<? super A, ? super B, ? super C, ? super D, ? super E, ? super F, ? extends R> combiner) {
            return Many.zip(sources, applied(combiner));
        }

        /** Combines the newest items of all sources; see {@link Many#combineLatest}. */
        public <R> Many<R> latest(
                Combiner<? super A, ? super B, ? super C, ? super D, ? super E, ? super F, ? extends R> combiner) {
            return Many.combineLatest(sources, applied(combiner));
        }

        @SuppressWarnings("unchecked") // the row holds an item of each source, in their order
        private <R> Function<List<Object>, R> applied(
                Combiner<? super A, ? super B, ? super C, ? super D, ? super E, ? super F, ? extends R> combiner) {
            requireNonNull(combiner, "combiner");
            return row -> combiner.combine(
                    (A) row.get(0), (B) row.get(1), (C) row.get(2), (D) row.get(3), (E) row.get(4), (F) row.get(5));
        }
    }

    /**
     * Seven sources to combine.
     *
     * @since 0.1
     */
    public static final class Seven<A, B, C, D, E, F, G> {

        /**
         * Makes a result of seven items, one of each source.
         *
         * @since 0.1
         */
        @FunctionalInterface
        public interface Combiner<A, B, C, D, E, F, G, R> {
            R combine(A a, B b, C c, D d, E e, F f, G g);
        }

        private final List<Publisher<?>> sources;

        private Seven(List<Publisher<?>> sources) {
            this.sources = sources;
        }

        /** Combines the first items of all sources, then the second, and so on; see {@link Many#zip}. */
        public <R> Many<R> zip(
                Combiner<? super A, ? super B, ? super C, ? super D, ? super E, ? super F, ? super G, ? extends R>
                        combiner) {
            return Many.zip(sources, applied(combiner));
        }

        /** Combines the newest items of all sources; see {@link Many#combineLatest}. */
        public <R> Many<R> latest(
                Combiner<? super A, ? super B, ? super C, ? super D, ? super E, ? super F, ? super G, ? extends R>
                        combiner) {
            return Many.combineLatest(sources, applied(combiner));
        }

        @SuppressWarnings("unchecked") // the row holds an item of each source, in their order
        private <R> Function<List<Object>, R> applied(
                Combiner<? super A, ? super B, ? super C, ? super D, ? super E, ? super F, ? super G, ? extends R>
                        combiner) {
            requireNonNull(combiner, "combiner");
            return row -> combiner.combine(
                    (A) row.get(0),
                    (B) row.get(1),
                    (C) row.get(2),
                    (D) row.get(3),
                    (E) row.get(4),
                    (F) row.get(5),
                    (G) row.get(6));
        }
    }

    /**
     * Eight sources to combine.
     *
     * @since 0.1
     */
    public static final class Eight<A, B, C, D, E, F, G, H> {

        /**
         * Makes a result of eight items, one of each source.
         *
         * @since 0.1
         */
        @FunctionalInterface
        public interface Combiner<A, B, C, D, E, F, G, H, R> {
            R combine(A a, B b, C c, D d, E e, F f, G g, H h);
        }

        private final List<Publisher<?>> sources;

        private Eight(List<Publisher<?>> sources) {
            this.sources = sources;
        }

        /** Combines the first items of all sources, then the second, and so on; see {@link Many#zip}. */
        public <R> Many<R> zip(
                Combiner<
                                ? super A,
                                ? super B,
                                ? super C,
                                ? super D,
                                ? super E,
                                ? super F,
                                ? super G,
                                ? super H,
                                ? extends R>
                        combiner) {
            return Many.zip(sources, applied(combiner));
        }

        /** Combines the newest items of all sources; see {@link Many#combineLatest}. */
        public <R> Many<R> latest(
                Combiner<
                                ? super A,
                                ? super B,
                                ? super C,
                                ? super D,
                                ? super E,
                                ? super F,
                                ? super G,
                                ? super H,
                                ? extends R>
                        combiner) {
            return Many.combineLatest(sources, applied(combiner));
        }

        @SuppressWarnings("unchecked") // the row holds an item of each source, in their order
        private <R> Function<List<Object>, R> applied(
                Combiner<
                                ? super A,
                                ? super B,
                                ? super C,
                                ? super D,
                                ? super E,
                                ? super F,
                                ? super G,
                                ? super H,
                                ? extends R>
                        combiner) {
            requireNonNull(combiner, "combiner");
            return row -> combiner.combine(
                    (A) row.get(0),
                    (B) row.get(1),
                    (C) row.get(2),
                    (D) row.get(3),
                    (E) row.get(4),
                    (F) row.get(5),
                    (G) row.get(6),
                    (H) row.get(7));
        }
    }
}
