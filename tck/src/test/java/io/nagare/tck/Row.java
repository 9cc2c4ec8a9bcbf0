package io.nagare.tck;

import io.nagare.Many;
import io.nagare.One;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;

/**
 * A publisher under test: which public method gives it, how to make one of n items, and what may be expected of it.
 * {@link Table}s list rows. {@link PublisherTck} and {@link RulesTest} verify them, and leave them as they are.
 */
final class Row {

    /** As many as can be asked for, but not "endless": for those the TCK skips completion (1.5) and overflow (3.17). */
    private static final long NO_LIMIT = Long.MAX_VALUE - 1;

    /** An operator behind an upstream, so that it emits {@code n} items. */
    @FunctionalInterface
    interface Operator {

        Publisher<?> over(Upstream upstream, long n);
    }

    private final List<String> methods = new ArrayList<>();
    private final Operator operator;
    private final LongFunction<Publisher<?>> source;
    private String name;
    private Supplier<Publisher<?>> failed;
    private long most = NO_LIMIT;
    private long mostOneByOne = NO_LIMIT;
    private boolean subscribesOnDemand;
    private boolean turnsEndsIntoItems;
    private boolean keepsUpstream;
    private boolean alwaysFails;

    private Row(String method, Operator operator, LongFunction<Publisher<?>> source, Supplier<Publisher<?>> failed) {
        this.methods.add(method);
        this.name = method;
        this.operator = operator;
        this.source = source;
        this.failed = failed;
    }

    /** An operator behind a {@code Many} of {@code n} items. */
    static Row many(String method, Function<Many<Integer>, Publisher<?>> operator) {
        return operator(method, (upstream, n) -> operator.apply(upstream.items(n)));
    }

    /** An operator behind a {@code One}, with at most one item, as many as that has. */
    static Row one(String method, Function<One<Integer>, Publisher<?>> operator) {
        return operator(method, (upstream, n) -> operator.apply(upstream.one(n))).atMost(1);
    }

    /** An operator that fails when its upstream does, without demand. */
    static Row operator(String method, Operator operator) {
        return new Row(
                method, operator, n -> operator.over(Upstream.OURS, n), () -> operator.over(Upstream.FAILING, 1));
    }

    /** An operator that holds something as long as its upstream runs, and so subscribes to it on the first demand. */
    static Row holding(String method, Operator operator) {
        Row row = operator(method, operator).failsOnlyOnDemand();
        row.subscribesOnDemand = true;
        return row;
    }

    /** A source, of {@code n} items. Without {@link #failedBy} there is none that fails before there is demand. */
    static Row source(String method, LongFunction<Publisher<?>> source) {
        return new Row(method, null, source, () -> null);
    }

    /** A source that fails, however many items are wanted. */
    static Row failing(String method, Supplier<Publisher<?>> failing) {
        Row row = source(method, n -> failing.get()).failedBy(failing).atMost(0);
        row.alwaysFails = true;
        return row;
    }

    /** A stream that another one emits, for one subscriber: each gets the first of a stream of its own. */
    static Row part(String method, Function<Many<Integer>, Many<Many<Integer>>> divide) {
        return source(method, n -> new FirstPart(divide.apply(Upstream.OURS.items(n))))
                .failedBy(() -> FirstPart.subscribedTwice(divide.apply(Upstream.OURS.items(1))));
    }

    /** Tells this row from others of the same method. */
    Row named(String what) {
        name = methods.get(0) + " " + what;
        return this;
    }

    /** Further methods that are verified by this row. */
    Row alsoFor(String... others) {
        methods.addAll(List.of(others));
        return this;
    }

    /** It cannot emit more items than that. */
    Row atMost(long items) {
        most = items;
        return this;
    }

    /** More items than that take too long where each is requested by itself. */
    Row oneByOneAtMost(long items) {
        mostOneByOne = items;
        return this;
    }

    /** Makes one that fails before there is demand. */
    Row failedBy(Supplier<Publisher<?>> failing) {
        failed = failing;
        return this;
    }

    /** It never fails, or only when there is demand. */
    Row failsOnlyOnDemand() {
        return failedBy(() -> null);
    }

    /** It turns an end into an item, which needs demand. */
    Row turnsEndsIntoItems() {
        turnsEndsIntoItems = true;
        return this;
    }

    /** Its result is kept for others, so upstream is not cancelled with the only subscriber. */
    Row keepsUpstream() {
        keepsUpstream = true;
        return this;
    }

    List<String> methods() {
        return List.copyOf(methods);
    }

    Publisher<?> items(long n) {
        return source.apply(n);
    }

    /** One that fails before there is demand; null if there is none. */
    Publisher<?> failed() {
        return failed.get();
    }

    /** The operator behind that upstream. */
    Publisher<?> over(Upstream upstream, long n) {
        return operator.over(upstream, n);
    }

    long most() {
        return most;
    }

    long mostOneByOne() {
        return Math.min(most, mostOneByOne);
    }

    boolean isOperator() {
        return operator != null;
    }

    boolean isSubscribedOnDemand() {
        return subscribesOnDemand;
    }

    boolean hasItemsForEnds() {
        return turnsEndsIntoItems;
    }

    boolean cancelsUpstream() {
        return !keepsUpstream;
    }

    boolean isAlwaysFailing() {
        return alwaysFails;
    }

    @Override
    public String toString() {
        return name;
    }
}
