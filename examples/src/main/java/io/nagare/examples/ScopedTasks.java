package io.nagare.examples;

import io.nagare.One;
import io.nagare.sync.Scope;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Asks three sources at once, as tasks that cannot outlive the question (structured concurrency).
 *
 * <p>The first failure cancels the tasks that still run, and so does the deadline. The caller hears of either only when
 * all tasks have ended.
 */
final class ScopedTasks {

    static final Duration DEADLINE = Duration.ofMillis(500);

    private final Consumer<String> out;

    ScopedTasks(Consumer<String> out) {
        this.out = out;
    }

    One<Void> run() {
        One<String> flight = answer("flight", 30);
        One<String> hotel = answer("hotel", 60);
        One<String> car = answer("car", 90);
        One<String> noRoom =
                One.delay(Duration.ofMillis(60)).then(One.error(() -> new IllegalStateException("no room")));
        return show("All answer.", List.of(flight, hotel, car))
                .then(show("The hotel fails.", List.of(flight, noRoom, car)))
                .then(show("The car takes too long.", List.of(flight, hotel, answer("car", 10_000))));
    }

    /** Emits the answers of all sources, in the order of the list. Fails when one fails or time is up. */
    static One<List<String>> askAll(List<One<String>> sources) {
        return Scope.open(scope ->
                One.zip(sources.stream().map(scope::spawn).toList()).timeout(DEADLINE));
    }

    private One<Void> show(String title, List<One<String>> sources) {
        return askAll(sources)
                .doFirst(() -> out.accept(title))
                .map(answers -> "  all: " + answers)
                .onErrorReturn(failure -> "  " + failure)
                .doOnNext(out)
                .then();
    }

    private One<String> answer(String source, int millis) {
        return One.delay(Duration.ofMillis(millis))
                .thenReturn("a " + source)
                .doOnCancel(() -> out.accept("  the " + source + " is cancelled"))
                .doOnNext(found -> out.accept("  " + found + " answers"));
    }
}
