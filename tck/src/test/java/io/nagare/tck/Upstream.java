package io.nagare.tck;

import io.nagare.Many;
import io.nagare.One;
import java.util.Iterator;
import java.util.PrimitiveIterator;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;

/** Where the operator under test gets its items from. */
@FunctionalInterface
public interface Upstream {

    /** Sources of ours. */
    Upstream OURS = n -> Many.fromIterable(numbers(n));

    /** Publishers of which the library knows nothing. */
    Upstream FOREIGN = n -> Many.from(new Foreign<>(Many.fromIterable(numbers(n))));

    /** Fails whatever is asked of it. */
    Upstream FAILING = n -> Many.error(new Refused());

    /** That many items; no more than that many are ever made. */
    Many<Integer> items(long n);

    /** An item, or none if {@code n} is 0. */
    default One<Integer> one(long n) {
        return One.from(items(n));
    }

    /** That many items for the second subscriber; the first gets a failure. A failing upstream stays one. */
    default Many<Integer> failingFirst(long n) {
        AtomicBoolean first = new AtomicBoolean(true);
        return Many.defer(() -> first.getAndSet(false) ? Many.error(new Refused()) : items(n));
    }

    /** The numbers from 0, made as they are asked for. */
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

    /** An endless stream cut to that many items, unless so many are wanted that nobody counts. */
    static <T> Many<T> bounded(Many<T> endless, long n) {
        return n >= Integer.MAX_VALUE ? endless : endless.take(n);
    }
}
