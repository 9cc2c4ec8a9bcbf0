package io.nagare.tck;

import io.nagare.Many;
import io.nagare.One;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.reactivestreams.Publisher;

/**
 * A publisher under test: the public method that returns it, how to make one with n items, and what the TCK may expect
 * of it. {@link Table}s list rows. {@link PublisherTck} and {@link RulesTest} verify them and do not change them.
 */
final class Row {

    /**
     * The largest possible number of items, which is not "endless". For endless streams the TCK skips completion (1.5)
     * and overflow (3.17).
     */
    private static final long NO_LIMIT = Long.MAX_VALUE - 1;

    private static final Pattern SERVED_BY_OTHERS = Pattern.compile("(ReactorNagare\\.(flux|mono)"
            + "|MutinyNagare\\.(multi|uni)"
            + "|RxJavaNagare\\.(flowable|observable|maybe|single|completable))\\(.*");

    /** Applies an operator to an upstream, so that it emits {@code n} items. */
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

    /** An operator behind a {@code One}. It emits the items of the {@code One}, at most one. */
    static Row one(String method, Function<One<Integer>, Publisher<?>> operator) {
        return operator(method, (upstream, n) -> operator.apply(upstream.one(n))).atMost(1);
    }

    /** An operator that fails when its upstream fails, also without demand. */
    static Row operator(String method, Operator operator) {
        return new Row(
                method, operator, n -> operator.over(Upstream.OURS, n), () -> operator.over(Upstream.FAILING, 1));
    }

    /**
     * An operator that holds something while its upstream runs. So it subscribes to the upstream on the first demand.
     */
    static Row holding(String method, Operator operator) {
        Row row = operator(method, operator).failsOnlyOnDemand();
        row.subscribesOnDemand = true;
        return row;
    }

    /** A source of {@code n} items. Unless {@link #failedBy} is called, none can fail before there is demand. */
    static Row source(String method, LongFunction<Publisher<?>> source) {
        return new Row(method, null, source, () -> null);
    }

    /** A source that fails, whatever number of items is wanted. */
    static Row failing(String method, Supplier<Publisher<?>> failing) {
        Row row = source(method, n -> failing.get()).failedBy(failing).atMost(0);
        row.alwaysFails = true;
        return row;
    }

    /**
     * A part of a stream of streams, for one subscriber. Each subscriber gets the first part of a stream of its own.
     */
    static Row part(String method, Function<Many<Integer>, Many<Many<Integer>>> divide) {
        return source(method, n -> new FirstPart(divide.apply(Upstream.OURS.items(n))))
                .failedBy(() -> FirstPart.subscribedTwice(divide.apply(Upstream.OURS.items(1))));
    }

    /** Distinguishes this row from other rows of the same method. */
    Row named(String what) {
        name = methods.get(0) + " " + what;
        return this;
    }

    /** Adds methods that this row verifies too. */
    Row alsoFor(String... others) {
        methods.addAll(List.of(others));
        return this;
    }

    /** Declares that the publisher cannot emit more items. */
    Row atMost(long items) {
        most = items;
        return this;
    }

    /** Declares that more items take too long if each is requested on its own. */
    Row oneByOneAtMost(long items) {
        mostOneByOne = items;
        return this;
    }

    /** Sets how to make a publisher that fails before there is demand. */
    Row failedBy(Supplier<Publisher<?>> failing) {
        failed = failing;
        return this;
    }

    /** Declares that the publisher never fails, or only when there is demand. */
    Row failsOnlyOnDemand() {
        return failedBy(() -> null);
    }

    /** Declares that the publisher turns an end into an item, which needs demand. */
    Row turnsEndsIntoItems() {
        turnsEndsIntoItems = true;
        return this;
    }

    /**
     * Declares that the result is kept for other subscribers. Then upstream is not cancelled with the only subscriber.
     */
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

    /** Returns a publisher that fails before there is demand; null if there is none. */
    Publisher<?> failed() {
        return failed.get();
    }

    /** Returns the operator behind an upstream. */
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

    /** Whether another library serves the subscribers. */
    boolean isServedByOthers() {
        return methods().stream().anyMatch(SERVED_BY_OTHERS.asMatchPredicate());
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
