package io.nagare.engine;

import io.nagare.Grouped;
import io.nagare.Many;
import io.nagare.Signal;
import io.nagare.emit.Output;
import io.nagare.engine.program.Program;
import io.nagare.policy.Flatten;
import io.nagare.stage.Origin;
import io.nagare.stage.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.reactivestreams.Publisher;

/**
 * Runs programs over plain lists, one whole stage after the other: slowly, but obviously right. The result is what a
 * subscriber with unbounded demand sees. A stage may do more than the later stages need, which then drop the surplus.
 * So functions must have no effects.
 */
final class ReferenceEngine {

    /** All items and the end of a stream: {@link #COMPLETE}, {@link #NEVER}, or a failure. */
    record Outcome(List<Object> items, Object end) {

        static final Object COMPLETE = "complete";
        static final Object NEVER = "never";

        static Outcome complete(List<Object> items) {
            return new Outcome(items, COMPLETE);
        }

        boolean failed() {
            return end instanceof Throwable;
        }
    }

    private ReferenceEngine() {}

    static Outcome run(Publisher<?> publisher) {
        Program<?> program = (Program<?>) publisher;
        if (program.stage() == null) {
            return origin(program.origin());
        }
        return stage(program.stage(), run(program.upstream()));
    }

    @SuppressWarnings("unchecked")
    private static Outcome origin(Origin<?> origin) {
        if (origin instanceof Origin.Just<?> just) {
            return Outcome.complete(List.of(just.item()));
        } else if (origin instanceof Origin.Empty<?>) {
            return Outcome.complete(List.of());
        } else if (origin instanceof Origin.Never<?>) {
            return new Outcome(List.of(), Outcome.NEVER);
        } else if (origin instanceof Origin.Failed<?> failed) {
            return new Outcome(List.of(), failed.failure().get());
        } else if (origin instanceof Origin.Defer<?> defer) {
            return run(defer.supplier().get());
        } else if (origin instanceof Origin.FromPublisher<?> from) {
            return run(from.publisher());
        } else if (origin instanceof Origin.FromIterable<?> from) {
            List<Object> items = new ArrayList<>();
            from.iterable().forEach(items::add);
            return Outcome.complete(items);
        } else if (origin instanceof Origin.FromStream<?> from) {
            return Outcome.complete(new ArrayList<>(from.stream().get().toList()));
        } else if (origin instanceof Origin.FromCallable<?> from) {
            return callable(from);
        } else if (origin instanceof Origin.Range range) {
            List<Object> items = new ArrayList<>();
            for (int i = 0; i < range.count(); i++) {
                items.add(range.start() + i);
            }
            return Outcome.complete(items);
        } else if (origin instanceof Origin.Generate<?, ?> generate) {
            return generate((Origin.Generate<Object, Object>) generate);
        } else if (origin instanceof Origin.Zip<?, ?> zip) {
            return zip((Origin.Zip<Object, Object>) zip);
        } else if (origin instanceof Origin.CombineLatest<?, ?> latest) {
            return combineLatest((Origin.CombineLatest<Object, Object>) latest);
        } else if (origin instanceof Origin.Race<?> race) {
            return race.sources().stream()
                    .map(ReferenceEngine::run)
                    .filter(runner -> !runner.items().isEmpty() || runner.end() != Outcome.NEVER)
                    .findFirst()
                    .orElse(new Outcome(List.of(), Outcome.NEVER));
        } else if (origin instanceof Origin.RunOn<?> runOn) {
            return run(runOn.source());
        } else if (origin instanceof Origin.Retried<?> retried) {
            return retry(retried);
        } else if (origin instanceof Origin.Repeated<?> repeated) {
            return repeat(repeated);
        }
        if (origin instanceof Origin.Using<?, ?> using) {
            return using((Origin.Using<Object, Object>) using);
        } else if (origin instanceof Origin.UsingWhen<?, ?> using) {
            return usingWhen((Origin.UsingWhen<Object, Object>) using);
        }
        throw new IllegalArgumentException("no reference for " + origin.getClass());
    }

    private static Outcome callable(Origin.FromCallable<?> from) {
        try {
            Object item = from.callable().call();
            return Outcome.complete(item == null ? List.of() : List.of(item));
        } catch (Throwable failure) {
            return new Outcome(List.of(), failure);
        }
    }

    private static Outcome generate(Origin.Generate<Object, Object> generate) {
        Collector output = new Collector();
        Object state = generate.initialState().get();
        while (output.end == null && output.items.size() < 10_000) {
            try {
                state = generate.step().apply(state, output);
            } catch (Throwable failure) {
                output.error(failure);
            }
        }
        return new Outcome(output.items, output.end == null ? Outcome.NEVER : output.end);
    }

    private static Outcome zip(Origin.Zip<Object, Object> zip) {
        List<Outcome> columns = zip.sources().stream().map(ReferenceEngine::run).toList();
        int rows = columns.stream().mapToInt(column -> column.items().size()).min().orElse(0);
        List<Object> items = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            Object[] values = new Object[columns.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = columns.get(i).items().get(row);
            }
            try {
                items.add(zip.combiner().apply(Collections.unmodifiableList(Arrays.asList(values))));
            } catch (Throwable failure) {
                return new Outcome(items, failure);
            }
        }
        return Outcome.complete(items);
    }

    /** Each source emits all its items before the next source is subscribed. */
    private static Outcome combineLatest(Origin.CombineLatest<Object, Object> latest) {
        List<Outcome> columns = latest.sources().stream().map(ReferenceEngine::run).toList();
        List<Object> row = new ArrayList<>();
        for (Outcome column : columns.subList(0, columns.size() - 1)) {
            if (column.failed() || column.items().isEmpty()) {
                return column;
            }
            row.add(column.items().get(column.items().size() - 1));
        }
        List<Object> items = new ArrayList<>();
        Outcome last = columns.get(columns.size() - 1);
        for (Object item : last.items()) {
            List<Object> values = new ArrayList<>(row);
            values.add(item);
            try {
                items.add(latest.combiner().apply(values));
            } catch (Throwable failure) {
                return new Outcome(items, failure);
            }
        }
        return new Outcome(items, last.end());
    }

    /** The other source emits all its items before the main source emits its first. */
    private static Outcome withLatestFrom(Stage.WithLatestFrom<Object, Object, Object> stage, Outcome in) {
        Outcome other = run(stage.other());
        if (other.failed() || other.items().isEmpty()) {
            return new Outcome(List.of(), other.end());
        }
        Object newest = other.items().get(other.items().size() - 1);
        List<Object> items = new ArrayList<>();
        for (Object item : in.items()) {
            try {
                items.add(stage.combiner().apply(item, newest));
            } catch (Throwable failure) {
                return new Outcome(items, failure);
            }
        }
        return new Outcome(items, in.end());
    }

    private static Outcome retry(Origin.Retried<?> retry) {
        List<Object> items = new ArrayList<>();
        Outcome attempt = run(retry.source());
        items.addAll(attempt.items());
        for (long left = retry.policy().retries(); left > 0 && attempt.failed(); left--) {
            attempt = run(retry.source());
            items.addAll(attempt.items());
        }
        return new Outcome(items, attempt.end());
    }

    /** The releases of random pipelines do not fail. */
    private static Outcome using(Origin.Using<Object, Object> using) {
        try {
            Object resource = using.acquire().call();
            Outcome outcome = run(using.use().apply(resource));
            using.release().accept(resource);
            return outcome;
        } catch (Throwable failure) {
            return new Outcome(List.of(), failure);
        }
    }

    private static Outcome usingWhen(Origin.UsingWhen<Object, Object> using) {
        Outcome acquired = run(using.acquire());
        return acquired.items().isEmpty() ? acquired : run(using.use().apply(acquired.items().get(0)));
    }

    private static Outcome repeat(Origin.Repeated<?> repeat) {
        Outcome turn = run(repeat.source());
        List<Object> items = new ArrayList<>(turn.items());
        for (long left = repeat.policy().repeats(); left > 0 && turn.end() == Outcome.COMPLETE; left--) {
            turn = run(repeat.source());
            items.addAll(turn.items());
        }
        return new Outcome(items, turn.end());
    }

    @SuppressWarnings("unchecked")
    private static Outcome stage(Stage<?, ?> stage, Outcome in) {
        if (stage instanceof Stage.Map<?, ?> map) {
            return each(in, (item, output) -> output.emit(((Stage.Map<Object, Object>) map).mapper().apply(item)));
        } else if (stage instanceof Stage.Filter<?> filter) {
            return each(in, (item, output) -> {
                if (((Stage.Filter<Object>) filter).predicate().test(item)) {
                    output.emit(item);
                }
            });
        } else if (stage instanceof Stage.Gather<?, ?, ?> gather) {
            return gather((Stage.Gather<Object, Object, Object>) gather, in);
        } else if (stage instanceof Stage.Take<?> take) {
            return in.items().size() >= take.count()
                    ? Outcome.complete(in.items().subList(0, (int) take.count()))
                    : in;
        } else if (stage instanceof Stage.Skip<?> skip) {
            int skipped = (int) Math.min(skip.count(), in.items().size());
            return new Outcome(in.items().subList(skipped, in.items().size()), in.end());
        } else if (stage instanceof Stage.WithLatestFrom<?, ?, ?> latest) {
            return withLatestFrom((Stage.WithLatestFrom<Object, Object, Object>) latest, in);
        } else if (stage instanceof Stage.TakeUntil<?> until) {
            Outcome other = run(until.other());
            boolean never = other.end() == Outcome.NEVER && other.items().isEmpty();
            boolean fails = other.failed() && other.items().isEmpty();
            return never ? in : new Outcome(List.of(), fails ? other.end() : Outcome.COMPLETE);
        } else if (stage instanceof Stage.SkipUntil<?> skip) {
            return skipUntil(run(skip.other()), in);
        } else if (stage instanceof Stage.FlatMapIterable<?, ?> flatten) {
            return each(in, (item, output) ->
                    ((Stage.FlatMapIterable<Object, Object>) flatten).mapper().apply(item).forEach(output::emit));
        } else if (stage instanceof Stage.MapPartitioned<?, ?> partitioned) {
            Stage.MapPartitioned<Object, Object> each = (Stage.MapPartitioned<Object, Object>) partitioned;
            return flatMap(new Stage.FlatMap<>(each.mapper(), Flatten.oneByOne()), in);
        } else if (stage instanceof Stage.FilterWhen<?> filter) {
            return filterWhen((Stage.FilterWhen<Object>) filter, in);
        } else if (stage instanceof Stage.Expand<?> expand) {
            return expand((Stage.Expand<Object>) expand, in);
        } else if (stage instanceof Stage.SwitchOnFirst<?, ?> first) {
            return switchOnFirst((Stage.SwitchOnFirst<Object, Object>) first, in);
        } else if (stage instanceof Stage.SwitchMap<?, ?> each) { // random pipelines give this at most one item
            return flatMap(
                    new Stage.FlatMap<>(((Stage.SwitchMap<Object, Object>) each).mapper(), Flatten.oneByOne()), in);
        } else if (stage instanceof Stage.FlatMap<?, ?> flatMap) {
            return flatMap((Stage.FlatMap<Object, Object>) flatMap, in);
        } else if (stage instanceof Stage.Collect<?, ?, ?> collect) {
            return collect((Stage.Collect<Object, Object, Object>) collect, in);
        } else if (stage instanceof Stage.Resume<?> resume) {
            return in.failed()
                    ? then(in, () -> ((Stage.Resume<Object>) resume).fallback().apply((Throwable) in.end()))
                    : in;
        } else if (stage instanceof Stage.IfEmpty<?> ifEmpty) {
            return in.items().isEmpty() && in.end() == Outcome.COMPLETE ? then(in, () -> ifEmpty.fallback().get()) : in;
        } else if (stage instanceof Stage.Buffer<?> buffer) {
            return buffer(buffer, in);
        } else if (stage instanceof Stage.BufferUntil<?> buffer) {
            return bufferUntil((Stage.BufferUntil<Object>) buffer, in);
        } else if (stage instanceof Stage.Window<?> window) {
            return windows(part -> part.size() == window.size(), in);
        } else if (stage instanceof Stage.WindowUntil<?> window) {
            return windowUntil((Stage.WindowUntil<Object>) window, in);
        } else if (stage instanceof Stage.GroupBy<?, ?> groups) {
            return groupBy(((Stage.GroupBy<Object, Object>) groups).key()::apply, in);
        } else if (stage instanceof Stage.MapParallel<?, ?> map) {
            return each(
                    in,
                    (item, output) -> output.emit(
                            ((Stage.MapParallel<Object, Object>) map).mapper().apply(item)));
        } else if (stage instanceof Stage.OnOverflow<?>
                || stage instanceof Stage.Conflate<?>
                || stage instanceof Stage.LimitRate<?>) {
            return in;
        } else if (stage instanceof Stage.Tap<?>
                || stage instanceof Stage.Finally<?>
                || stage instanceof Stage.Log<?>) {
            return in;
        }
        throw new IllegalArgumentException("no reference for " + stage.getClass());
    }

    private static Outcome skipUntil(Outcome other, Outcome in) {
        if (other.failed() && other.items().isEmpty()) {
            return new Outcome(List.of(), other.end());
        }
        return other.end() == Outcome.NEVER && other.items().isEmpty() ? new Outcome(List.of(), in.end()) : in;
    }

    private interface Each {
        void accept(Object item, Output<Object> output);
    }

    private static Outcome each(Outcome in, Each function) {
        Collector output = new Collector();
        for (Object item : in.items()) {
            try {
                function.accept(item, output);
            } catch (Throwable failure) {
                output.error(failure);
            }
            if (output.end != null) {
                return new Outcome(output.items, output.end);
            }
        }
        return new Outcome(output.items, in.end());
    }

    private static Outcome gather(Stage.Gather<Object, Object, Object> gather, Outcome in) {
        Object state = gather.initialState().get();
        Collector output = new Collector();
        for (Object item : in.items()) {
            try {
                gather.step().apply(state, item, output);
            } catch (Throwable failure) {
                output.error(failure);
            }
            if (output.end != null) {
                return new Outcome(output.items, output.end);
            }
        }
        if (in.end() == Outcome.COMPLETE) {
            gather.finish().accept(state, output);
        }
        return new Outcome(output.items, in.end());
    }

    /** Emits level by level. */
    private static Outcome expand(Stage.Expand<Object> expand, Outcome in) {
        List<Object> items = new ArrayList<>(in.items());
        Object end = in.end();
        for (int i = 0; i < items.size() && end == Outcome.COMPLETE; i++) {
            Outcome more = run(expand.expander().apply(items.get(i)));
            items.addAll(more.items());
            end = more.end();
        }
        return new Outcome(items, end);
    }

    private static Outcome switchOnFirst(Stage.SwitchOnFirst<Object, Object> stage, Outcome in) {
        Many<Object> end = in.failed()
                ? Many.error((Throwable) in.end())
                : in.end() == Outcome.NEVER ? Many.never() : Many.empty();
        Many<Object> whole = Many.fromIterable(in.items()).concatWith(end);
        Signal<Object> first = !in.items().isEmpty()
                ? new Signal.Next<>(in.items().get(0))
                : in.failed() ? new Signal.Failed<>((Throwable) in.end()) : new Signal.Completed<>();
        return run(stage.function().apply(first, whole));
    }

    private static Outcome filterWhen(Stage.FilterWhen<Object> filter, Outcome in) {
        return flatMap(
                new Stage.FlatMap<>(
                        item -> {
                            Outcome verdict = run(filter.predicate().apply(item));
                            if (verdict.items().isEmpty()) {
                                return verdict.failed() ? Many.error((Throwable) verdict.end()) : Many.empty();
                            }
                            return verdict.items().get(0).equals(true) ? Many.just(item) : Many.empty();
                        },
                        Flatten.oneByOne()),
                in);
    }

    private static Outcome flatMap(Stage.FlatMap<Object, Object> flatMap, Outcome in) {
        List<Object> items = new ArrayList<>();
        Throwable delayed = null;
        for (Object item : in.items()) {
            Outcome inner;
            try {
                inner = run(flatMap.mapper().apply(item));
            } catch (Throwable failure) {
                return new Outcome(items, failure);
            }
            items.addAll(inner.items());
            if (inner.failed() && !flatMap.options().delaysErrors()) {
                return new Outcome(items, inner.end());
            }
            if (inner.failed() && delayed == null) {
                delayed = (Throwable) inner.end();
            }
        }
        return new Outcome(items, delayed != null ? delayed : in.end());
    }

    private static Outcome collect(Stage.Collect<Object, Object, Object> collect, Outcome in) {
        Object container = collect.container().get();
        try {
            in.items().forEach(item -> collect.accumulator().accept(container, item));
            if (in.end() != Outcome.COMPLETE) {
                return new Outcome(List.of(), in.end());
            }
            Object result = collect.finisher().apply(container);
            return Outcome.complete(result == null ? List.of() : List.of(result));
        } catch (Throwable failure) {
            return new Outcome(List.of(), failure);
        }
    }

    private static Outcome buffer(Stage.Buffer<?> buffer, Outcome in) {
        List<Object> lists = new ArrayList<>();
        int count = in.items().size();
        for (int start = 0; start < count; start += buffer.skip()) {
            int end = Math.min(start + buffer.size(), count);
            if (end - start == buffer.size() || in.end() == Outcome.COMPLETE) {
                lists.add(List.copyOf(in.items().subList(start, end)));
            }
        }
        return new Outcome(lists, in.end());
    }

    private static Outcome bufferUntil(Stage.BufferUntil<Object> buffer, Outcome in) {
        Predicate<Object> boundary = buffer.boundary().get()::test;
        List<Object> lists = new ArrayList<>();
        List<Object> list = new ArrayList<>();
        for (Object item : in.items()) {
            boolean atBoundary = boundary.test(item);
            if (!buffer.before()) {
                list.add(item);
            }
            if (atBoundary && !list.isEmpty()) {
                lists.add(list);
                list = new ArrayList<>();
            }
            if (buffer.before()) {
                list.add(item);
            }
        }
        if (in.end() == Outcome.COMPLETE && !list.isEmpty()) {
            lists.add(list);
        }
        return new Outcome(lists, in.end());
    }

    private static Outcome windowUntil(Stage.WindowUntil<Object> window, Outcome in) {
        Predicate<Object> boundary = window.boundary().get()::test;
        if (!window.before()) {
            return windows(part -> boundary.test(part.get(part.size() - 1)), in);
        }
        List<Object> windows = new ArrayList<>();
        List<Object> part = new ArrayList<>();
        for (Object item : in.items()) {
            if (boundary.test(item) && !part.isEmpty()) {
                windows.add(part(part, Outcome.COMPLETE));
                part = new ArrayList<>();
            }
            part.add(item);
        }
        if (!part.isEmpty()) {
            windows.add(part(part, in.end()));
        }
        return new Outcome(windows, in.end());
    }

    private static Outcome windows(Predicate<List<Object>> full, Outcome in) {
        List<Object> windows = new ArrayList<>();
        List<Object> part = new ArrayList<>();
        for (Object item : in.items()) {
            part.add(item);
            if (full.test(part)) {
                windows.add(part(part, Outcome.COMPLETE));
                part = new ArrayList<>();
            }
        }
        if (!part.isEmpty()) {
            windows.add(part(part, in.end()));
        }
        return new Outcome(windows, in.end());
    }

    private static Many<Object> part(List<Object> items, Object end) {
        Many<Object> all = Many.fromIterable(items);
        if (end == Outcome.COMPLETE) {
            return all;
        }
        return all.concatWith(end == Outcome.NEVER ? Many.never() : Many.error((Throwable) end));
    }

    private static Outcome groupBy(Function<Object, Object> key, Outcome in) {
        Map<Object, List<Object>> groups = new LinkedHashMap<>();
        in.items().forEach(item -> groups.computeIfAbsent(key.apply(item), k -> new ArrayList<>()).add(item));
        List<Object> grouped = new ArrayList<>();
        groups.forEach((k, items) -> grouped.add(new Grouped<>(k, part(items, in.end()))));
        return new Outcome(grouped, in.end());
    }

    private interface Next {
        Publisher<?> get();
    }

    private static Outcome then(Outcome in, Next next) {
        List<Object> items = new ArrayList<>(in.items());
        Outcome rest;
        try {
            rest = run(next.get());
        } catch (Throwable failure) {
            return new Outcome(items, failure);
        }
        items.addAll(rest.items());
        return new Outcome(items, rest.end());
    }

    private static final class Collector implements Output<Object> {

        private final List<Object> items = new ArrayList<>();
        private Object end;

        @Override
        public void emit(Object item) {
            if (end == null) {
                items.add(item);
            }
        }

        @Override
        public void complete() {
            if (end == null) {
                end = Outcome.COMPLETE;
            }
        }

        @Override
        public void error(Throwable failure) {
            if (end == null) {
                end = failure;
            }
        }
    }
}
