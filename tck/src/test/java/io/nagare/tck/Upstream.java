package io.nagare.tck;

import io.nagare.Many;
import io.nagare.One;
import java.util.Iterator;
import java.util.PrimitiveIterator;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;

/** The source of the items of the operator under test. */
@FunctionalInterface
public interface Upstream {

    /** The library's own sources. */
    Upstream OURS = n -> Many.fromIterable(numbers(n));

    /** Publishers that the library does not recognize as its own. */
    Upstream FOREIGN = n -> Many.from(new Foreign<>(Many.fromIterable(numbers(n))));

    /** Fails, whatever is requested. */
    Upstream FAILING = n -> Many.error(new Refused());

    /** Returns a source of {@code n} items. It never makes more. */
    Many<Integer> items(long n);

    /** Returns a source of one item, or of none if {@code n} is 0. */
    default One<Integer> one(long n) {
        return One.from(items(n));
    }

    /**
     * Returns a source that fails for the first subscriber, and has {@code n} items for the second. A failing upstream
     * fails for both.
     */
    default Many<Integer> failingFirst(long n) {
        AtomicBoolean first = new AtomicBoolean(true);
        return Many.defer(() -> first.getAndSet(false) ? Many.error(new Refused()) : items(n));
    }

    /** Returns the numbers from 0, which are made when they are taken. */
    static Iterable<Integer> numbers(long n) {
        return () -> {
            PrimitiveIterator.OfLong numbers = LongStream.range(0, n).iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return numbers.hasNext();
                }

                @Override
                public Integer next() {
                    return (int) numbers.nextLong();
                }
            };
        };
    }

    /** Cuts an endless stream to {@code n} items. It stays endless if {@code n} is too large to reach. */
    static <T> Many<T> bounded(Many<T> endless, long n) {
        return n >= Integer.MAX_VALUE ? endless : endless.take(n);
    }
}
