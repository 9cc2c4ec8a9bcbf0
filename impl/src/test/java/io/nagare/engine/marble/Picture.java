package io.nagare.engine.marble;

import io.nagare.Many;
import io.nagare.emit.Emitter;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.policy.Overflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.reactivestreams.Publisher;

/**
 * The description of a marble picture. It is made by running the operator in virtual time and recording its signals, so
 * a picture shows only what happens. One thread uses it.
 *
 * <p>In a script and in the description {@code 30:a} is an item after 30 ms. {@code 30:|} is completion, {@code 30:!}
 * failure, {@code 30:/} cancellation and {@code 30:+2} a demand of two.
 */
final class Picture {

    private record Action(long time, int order, Runnable what) {}

    private final String title;
    private final int horizon;
    private final StepScheduler scheduler = new StepScheduler();
    private final PriorityQueue<Action> agenda =
            new PriorityQueue<>(Comparator.comparingLong(Action::time).thenComparingInt(Action::order));
    private final List<Line> above = new ArrayList<>();
    private final List<Line> below = new ArrayList<>();
    private int actions;

    private Picture(String title, int horizon) {
        this.title = title;
        this.horizon = horizon;
    }

    /** Runs the scenario for {@code horizon} milliseconds and returns the description. */
    static String of(String title, int horizon, Consumer<Picture> scenario) {
        Picture picture = new Picture(title, horizon);
        scenario.accept(picture);
        picture.play();
        return picture.describe();
    }

    /**
     * Returns a source that pushes as the script says, whatever the demand. Each subscription starts the script anew.
     */
    Many<String> pushed(String name, String script) {
        return Many.defer(() -> {
            Line line = open(above, name);
            return Many.<String>create(emitter -> schedule(script, line, emitter), Overflow.unbounded())
                    .doOnCancel(() -> line.end('/'));
        });
    }

    private void schedule(String script, Line line, Emitter<String> emitter) {
        long begin = now();
        for (String event : script.split(" ")) {
            String[] parts = event.split(":");
            at(begin + Long.parseLong(parts[0]), () -> push(parts[1], line, emitter));
        }
    }

    private void push(String what, Line line, Emitter<String> emitter) {
        if (line.ended()) {
            return;
        }
        switch (what) {
            case "|" -> {
                line.end('|');
                emitter.complete();
            }
            case "!" -> {
                line.end('!');
                emitter.error(new IllegalStateException("as the script says"));
            }
            default -> {
                line.add(what);
                emitter.emit(what);
            }
        }
    }

    /** Returns a source that has its items ready, and emits each on demand. */
    Many<String> ready(String name, String... items) {
        return traced(above, name, Many.just(items), item -> item);
    }

    /**
     * Returns the stream, and shows its signals as a line of its own below the operator, with labels in place of items.
     */
    <T> Many<T> shown(String name, Publisher<T> stream, Function<? super T, ?> label) {
        return traced(below, name, stream, label);
    }

    private <T> Many<T> traced(List<Line> lines, String name, Publisher<T> stream, Function<? super T, ?> label) {
        return Many.defer(() -> {
            Line line = open(lines, name);
            return Many.from(stream)
                    .doOnNext(item -> line.add(label(label.apply(item))))
                    .doOnComplete(() -> line.end('|'))
                    .doOnError(failure -> line.end('!'))
                    .doOnCancel(() -> line.end('/'));
        });
    }

    /** Subscribes at the beginning with unbounded demand. */
    void subscribe(Publisher<?> stream) {
        subscribe("", 0, stream);
    }

    /** Subscribes at the beginning to a stream with parts that are {@link #shown}. */
    void run(Many<?> stream) {
        Probe<Void> probe = new Probe<>();
        at(0, () -> {
            Egress.serve(probe, stream.then(), scheduler);
            probe.request(1);
        });
    }

    /** Subscribes at the given time with unbounded demand. */
    Downstream subscribe(String name, long time, Publisher<?> stream) {
        Downstream downstream = new Downstream(this, name, Long.MAX_VALUE);
        at(time, () -> Egress.serve(downstream, stream, scheduler));
        return downstream;
    }

    /** Subscribes at the beginning without demand. */
    Downstream hold(Publisher<?> stream) {
        Downstream downstream = new Downstream(this, "", 0);
        at(0, () -> Egress.serve(downstream, stream, scheduler));
        return downstream;
    }

    /** Runs an action at the given time. */
    void at(long time, Runnable what) {
        agenda.add(new Action(time, actions++, what));
    }

    Line openBelow(String name) {
        return open(below, name);
    }

    private Line open(List<Line> lines, String name) {
        Line line = new Line(name, this::now);
        lines.add(line);
        return line;
    }

    private long now() {
        return scheduler.nanoTime() / 1_000_000;
    }

    private void play() {
        while (now() <= horizon) {
            scheduler.runAll();
            while (!agenda.isEmpty() && agenda.peek().time() <= now()) {
                agenda.poll().what().run();
                scheduler.runAll();
            }
            scheduler.advance(Duration.ofMillis(1));
        }
    }

    private String describe() {
        Stream<String> lines = Stream.of(
                        Stream.of("until " + horizon),
                        above.stream().map(line -> "above " + line),
                        Stream.of("operator " + title),
                        below.stream().map(line -> "below " + line))
                .flatMap(part -> part);
        return String.join("\n", lines.toList()) + "\n";
    }

    static String label(Object item) {
        return item.toString().replace(" ", "");
    }
}
