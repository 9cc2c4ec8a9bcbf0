package io.nagare;

import io.nagare.failure.NoValueException;
import io.nagare.policy.Flatten;
import java.util.ArrayList;
import java.util.List;

/**
 * Notes how the sources of a {@code firstValue} ended without an item. Each subscription has one, used on its strand.
 */
final class FirstValue {

    private final List<Throwable> failures = new ArrayList<>();
    private int empty;

    private FirstValue() {}

    static <T> One<T> of(List<? extends One<? extends T>> sources) {
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("firstValue needs at least one source, but was given none");
        }
        Flatten all = Flatten.concurrency(sources.size());
        return One.defer(() -> {
            FirstValue outcome = new FirstValue();
            List<One<T>> quiet = new ArrayList<>();
            sources.forEach(source -> quiet.add(outcome.noting(One.<T>from(source))));
            return One.<T>from(Many.merge(quiet, all)).switchIfEmpty(() -> One.error(outcome.exception()));
        });
    }

    /** Notes that the source failed or was empty. The returned source does not fail. */
    private <T> One<T> noting(One<T> source) {
        return source.switchIfEmpty(() -> {
                    empty++;
                    return One.empty();
                })
                .onErrorResume(failure -> {
                    failures.add(failure);
                    return One.empty();
                });
    }

    private NoValueException exception() {
        return new NoValueException(failures, empty);
    }
}
