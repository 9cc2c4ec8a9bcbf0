package io.nagare;

import io.nagare.policy.Overflow;
import io.nagare.policy.Repeat;
import io.nagare.policy.Retry;
import io.nagare.policy.Sharing;
import io.nagare.policy.TimeLimits;
import java.time.Duration;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * The operators of a {@link ByteStream} that emit bytes again, so that they return a {@code ByteStream}. Each does the
 * same as for a {@link Many}.
 *
 * @since 0.1
 */
public sealed interface ByteOperators extends Many<Bytes> permits ByteStream {

    @Override
    default ByteStream filter(Predicate<? super Bytes> predicate) {
        return ByteStream.of(Many.super.filter(predicate));
    }

    @Override
    default ByteStream filterWhen(Function<? super Bytes, ? extends Publisher<Boolean>> predicate) {
        return ByteStream.of(Many.super.filterWhen(predicate));
    }

    @Override
    default ByteStream delayUntil(Function<? super Bytes, ? extends Publisher<?>> trigger) {
        return ByteStream.of(Many.super.delayUntil(trigger));
    }

    @Override
    default ByteStream takeUntil(Publisher<?> other) {
        return ByteStream.of(Many.super.takeUntil(other));
    }

    @Override
    default ByteStream onErrorReturn(Bytes item) {
        return ByteStream.of(Many.super.onErrorReturn(item));
    }

    @Override
    default ByteStream onErrorComplete() {
        return ByteStream.of(Many.super.onErrorComplete());
    }

    @Override
    default ByteStream onErrorReturn(Function<? super Throwable, ? extends Bytes> fallback) {
        return ByteStream.of(Many.super.onErrorReturn(fallback));
    }

    @Override
    default ByteStream onErrorMap(Function<? super Throwable, ? extends Throwable> mapper) {
        return ByteStream.of(Many.super.onErrorMap(mapper));
    }

    @Override
    default <E extends Throwable> ByteStream onErrorMap(
            Class<E> type, Function<? super E, ? extends Throwable> mapper) {
        return ByteStream.of(Many.super.onErrorMap(type, mapper));
    }

    @Override
    default ByteStream defaultIfEmpty(Bytes item) {
        return ByteStream.of(Many.super.defaultIfEmpty(item));
    }

    @Override
    default ByteStream orError(Supplier<? extends Throwable> failure) {
        return ByteStream.of(Many.super.orError(failure));
    }

    @Override
    default ByteStream hide() {
        return ByteStream.of(Many.super.hide());
    }

    @Override
    default <V> ByteStream contextWrite(TaskLocal<V> local, V value) {
        return ByteStream.of(Many.super.contextWrite(local, value));
    }

    @Override
    default <D> ByteStream doOnDiscard(Class<D> type, Consumer<? super D> action) {
        return ByteStream.of(Many.super.doOnDiscard(type, action));
    }

    @Override
    default ByteStream named(String name) {
        return ByteStream.of(Many.super.named(name));
    }

    @Override
    default ByteStream retry(long retries) {
        return ByteStream.of(Many.super.retry(retries));
    }

    @Override
    default ByteStream retry(Retry policy) {
        return ByteStream.of(Many.super.retry(policy));
    }

    @Override
    default ByteStream retryWhen(Function<? super Throwable, ? extends Publisher<?>> trigger) {
        return ByteStream.of(Many.super.retryWhen(trigger));
    }

    @Override
    default ByteStream timeout(Duration limit) {
        return ByteStream.of(Many.super.timeout(limit));
    }

    @Override
    default ByteStream timeout(TimeLimits limits) {
        return ByteStream.of(Many.super.timeout(limits));
    }

    @Override
    default ByteStream timeout(TimeLimits limits, Supplier<? extends Many<Bytes>> fallback) {
        return ByteStream.of(Many.super.timeout(limits, fallback));
    }

    @Override
    default ByteStream delayElements(Duration delay) {
        return ByteStream.of(Many.super.delayElements(delay));
    }

    @Override
    default ByteStream delaySubscription(Duration delay) {
        return ByteStream.of(Many.super.delaySubscription(delay));
    }

    @Override
    default ByteStream doOnNext(Consumer<? super Bytes> action) {
        return ByteStream.of(Many.super.doOnNext(action));
    }

    @Override
    default ByteStream doOnError(Consumer<? super Throwable> action) {
        return ByteStream.of(Many.super.doOnError(action));
    }

    @Override
    default <E extends Throwable> ByteStream doOnError(Class<E> type, Consumer<? super E> action) {
        return ByteStream.of(Many.super.doOnError(type, action));
    }

    @Override
    default ByteStream doOnComplete(Runnable action) {
        return ByteStream.of(Many.super.doOnComplete(action));
    }

    @Override
    default ByteStream doOnTerminate(Runnable action) {
        return ByteStream.of(Many.super.doOnTerminate(action));
    }

    @Override
    default ByteStream doAfterTerminate(Runnable action) {
        return ByteStream.of(Many.super.doAfterTerminate(action));
    }

    @Override
    default ByteStream doOnEach(Consumer<? super Signal<Bytes>> action) {
        return ByteStream.of(Many.super.doOnEach(action));
    }

    @Override
    default ByteStream tap(Supplier<? extends SignalListener<? super Bytes>> listener) {
        return ByteStream.of(Many.super.tap(listener));
    }

    @Override
    default ByteStream log(String name) {
        return ByteStream.of(Many.super.log(name));
    }

    @Override
    default ByteStream doFirst(Runnable action) {
        return ByteStream.of(Many.super.doFirst(action));
    }

    @Override
    default ByteStream doOnSubscribe(Runnable action) {
        return ByteStream.of(Many.super.doOnSubscribe(action));
    }

    @Override
    default ByteStream doOnRequest(LongConsumer action) {
        return ByteStream.of(Many.super.doOnRequest(action));
    }

    @Override
    default ByteStream doOnCancel(Runnable action) {
        return ByteStream.of(Many.super.doOnCancel(action));
    }

    @Override
    default ByteStream doFinally(Consumer<? super Outcome> action) {
        return ByteStream.of(Many.super.doFinally(action));
    }

    @Override
    default ByteStream doFinally(BiConsumer<? super Outcome, ? super @Nullable Throwable> action) {
        return ByteStream.of(Many.super.doFinally(action));
    }

    @Override
    default ByteStream runOn(Nagare runtime) {
        return ByteStream.of(Many.super.runOn(runtime));
    }

    @Override
    default ByteStream scan(BinaryOperator<Bytes> accumulator) {
        return ByteStream.of(Many.super.scan(accumulator));
    }

    @Override
    default ByteStream take(long count) {
        return ByteStream.of(Many.super.take(count));
    }

    @Override
    default ByteStream takeWhile(Predicate<? super Bytes> predicate) {
        return ByteStream.of(Many.super.takeWhile(predicate));
    }

    @Override
    default ByteStream takeUntilItem(Predicate<? super Bytes> predicate) {
        return ByteStream.of(Many.super.takeUntilItem(predicate));
    }

    @Override
    default ByteStream skip(long count) {
        return ByteStream.of(Many.super.skip(count));
    }

    @Override
    default ByteStream skipUntil(Publisher<?> other) {
        return ByteStream.of(Many.super.skipUntil(other));
    }

    @Override
    default ByteStream takeLast(int count) {
        return ByteStream.of(Many.super.takeLast(count));
    }

    @Override
    default ByteStream skipLast(int count) {
        return ByteStream.of(Many.super.skipLast(count));
    }

    @Override
    default ByteStream skipWhile(Predicate<? super Bytes> predicate) {
        return ByteStream.of(Many.super.skipWhile(predicate));
    }

    @Override
    default ByteStream distinctUntilChanged() {
        return ByteStream.of(Many.super.distinctUntilChanged());
    }

    @Override
    default ByteStream distinctUntilChanged(Function<? super Bytes, ?> key) {
        return ByteStream.of(Many.super.distinctUntilChanged(key));
    }

    @Override
    default ByteStream distinct(Supplier<? extends Set<? super Bytes>> seen) {
        return ByteStream.of(Many.super.distinct(seen));
    }

    @Override
    default <K> ByteStream distinct(Function<? super Bytes, ? extends K> key, Supplier<? extends Set<? super K>> seen) {
        return ByteStream.of(Many.super.distinct(key, seen));
    }

    @Override
    default ByteStream expand(Function<? super Bytes, ? extends Publisher<? extends Bytes>> expander) {
        return ByteStream.of(Many.super.expand(expander));
    }

    @Override
    default ByteStream expand(int capacity, Function<? super Bytes, ? extends Publisher<? extends Bytes>> expander) {
        return ByteStream.of(Many.super.expand(capacity, expander));
    }

    @Override
    default ByteStream mergeWith(Publisher<? extends Bytes> other) {
        return ByteStream.of(Many.super.mergeWith(other));
    }

    @Override
    default ByteStream concatWith(Publisher<? extends Bytes> other) {
        return ByteStream.of(Many.super.concatWith(other));
    }

    @Override
    default ByteStream startWith(Publisher<? extends Bytes> other) {
        return ByteStream.of(Many.super.startWith(other));
    }

    @Override
    default ByteStream startWith(Bytes... items) {
        return ByteStream.of(Many.super.startWith(items));
    }

    @Override
    default ByteStream repeat(long repeats) {
        return ByteStream.of(Many.super.repeat(repeats));
    }

    @Override
    default ByteStream repeat(Repeat policy) {
        return ByteStream.of(Many.super.repeat(policy));
    }

    @Override
    default ByteStream take(Duration time) {
        return ByteStream.of(Many.super.take(time));
    }

    @Override
    default ByteStream debounce(Duration quiet) {
        return ByteStream.of(Many.super.debounce(quiet));
    }

    @Override
    default ByteStream sample(Duration period) {
        return ByteStream.of(Many.super.sample(period));
    }

    @Override
    default ByteStream throttleFirst(Duration window) {
        return ByteStream.of(Many.super.throttleFirst(window));
    }

    @Override
    default ByteStream onOverflow(Overflow overflow) {
        return ByteStream.of(Many.super.onOverflow(overflow));
    }

    @Override
    default ByteStream conflate(BinaryOperator<Bytes> combiner) {
        return ByteStream.of(Many.super.conflate(combiner));
    }

    @Override
    default ByteStream limitRate(int batch) {
        return ByteStream.of(Many.super.limitRate(batch));
    }

    @Override
    default ByteStream throttle(int items, Duration per) {
        return ByteStream.of(Many.super.throttle(items, per));
    }

    @Override
    default ByteStream throttle(int items, Duration per, int burst) {
        return ByteStream.of(Many.super.throttle(items, per, burst));
    }

    @Override
    default ByteStream onErrorResume(Function<? super Throwable, ? extends Publisher<? extends Bytes>> fallback) {
        return ByteStream.of(Many.super.onErrorResume(fallback));
    }

    @Override
    default <E extends Throwable> ByteStream onErrorResume(
            Class<E> type, Function<? super E, ? extends Publisher<? extends Bytes>> fallback) {
        return ByteStream.of(Many.super.onErrorResume(type, fallback));
    }

    @Override
    default ByteStream switchIfEmpty(Supplier<? extends Publisher<? extends Bytes>> fallback) {
        return ByteStream.of(Many.super.switchIfEmpty(fallback));
    }

    @Override
    default ByteStream share() {
        return ByteStream.of(Many.super.share());
    }

    @Override
    default ByteStream share(int capacity) {
        return ByteStream.of(Many.super.share(capacity));
    }

    @Override
    default ByteStream share(Sharing sharing) {
        return ByteStream.of(Many.super.share(sharing));
    }

    @Override
    default ByteStream replay(int last) {
        return ByteStream.of(Many.super.replay(last));
    }

    @Override
    default ByteStream replay(int last, Duration age) {
        return ByteStream.of(Many.super.replay(last, age));
    }
}
