package io.nagare.bench.bridges;

import io.nagare.Many;
import io.nagare.One;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Runs crossings. A library is loaded, and its workers are started, when it first takes part. Only one thread uses it.
 */
final class Crossings implements AutoCloseable {

    private final Map<Library, End<?, ?>> ends = new EnumMap<>(Library.class);

    /**
     * Runs a crossing between two libraries. If they are the same one, there is no edge: the stream stays within.
     *
     * @return the number of items that came through
     */
    long run(Crossing crossing, Library library, Library other) {
        if (library == Library.NAGARE) {
            return ours(crossing, end(other), bridge(other));
        }
        return switch (crossing) {
            case TO, TO_HOPPED, TO_MOVED -> across(crossing, end(library), end(other));
            case FROM, FROM_HOPPED, FROM_MOVED -> across(crossing, end(other), end(library));
            case ONE_TO -> oneAcross(end(library), end(other));
            case ONE_FROM -> oneAcross(end(other), end(library));
        };
    }

    private static <S, T> long across(Crossing crossing, End<S, ?> from, End<T, ?> to) {
        S stream = source(crossing, from);
        return from == to
                ? count(crossing, from, stream)
                : count(crossing, to, to.adopt(from.publisher(stream)));
    }

    private static <S> S source(Crossing crossing, End<S, ?> end) {
        S stream = end.synchronous();
        return crossing.isHopped() ? end.moved(stream) : stream;
    }

    private static <S> long count(Crossing crossing, End<S, ?> end, S stream) {
        return end.count(crossing.isMoved() ? end.moved(stream) : stream);
    }

    private static <O, P> long oneAcross(End<?, O> from, End<?, P> to) {
        return from == to
                ? from.countOnes(from::one)
                : to.countOnes(() -> to.adoptOne(from.publisherOfOne(from.one())));
    }

    /** The bridge that is given is the one to the library at the end. */
    @SuppressWarnings("unchecked")
    private <S, O> long ours(Crossing crossing, End<?, ?> end, Bridge<?, ?> bridge) {
        End<Many<Integer>, One<Integer>> ours = (End<Many<Integer>, One<Integer>>) end(Library.NAGARE);
        End<S, O> other = (End<S, O>) end;
        Bridge<S, O> by = (Bridge<S, O>) bridge;
        Supplier<O> one = () -> by.oneTo(ours.one());
        return switch (crossing) {
            case TO, TO_HOPPED, TO_MOVED -> count(crossing, other, by.to(source(crossing, ours)));
            case FROM, FROM_HOPPED, FROM_MOVED -> count(crossing, ours, by.from(source(crossing, other)));
            case ONE_TO -> other.countOnes(one);
            case ONE_FROM -> ours.countOnes(() -> by.oneFrom(other.one()));
        };
    }

    private End<?, ?> end(Library library) {
        return ends.computeIfAbsent(library == Library.NAGARE_PLAIN ? Library.NAGARE : library, Crossings::open);
    }

    private static End<?, ?> open(Library library) {
        return switch (library) {
            case NAGARE, NAGARE_PLAIN -> new NagareEnd();
            case REACTOR -> new ReactorEnd();
            case RXJAVA -> new RxEnd();
            case MUTINY -> new MutinyEnd();
            case KOTLIN -> new KotlinEnd();
        };
    }

    private static Bridge<?, ?> bridge(Library other) {
        return switch (other) {
            case REACTOR -> new ReactorBridge();
            case RXJAVA -> new RxBridge();
            case MUTINY -> new MutinyBridge();
            case KOTLIN -> new KotlinBridge();
            case NAGARE, NAGARE_PLAIN -> throw new IllegalArgumentException("there is no bridge to " + other.label());
        };
    }

    @Override
    public void close() {
        ends.values().forEach(End::close);
    }
}
