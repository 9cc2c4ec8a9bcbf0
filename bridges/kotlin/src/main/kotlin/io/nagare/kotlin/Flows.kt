@file:JvmMultifileClass
@file:JvmName("KotlinNagare")

package io.nagare.kotlin

import io.nagare.Many
import io.nagare.One
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.FlowCollector

/** How many items a flow requests ahead, unless told otherwise. */
public const val DEFAULT_PREFETCH: Int = 64

/**
 * Makes a flow of the stream. Each collector is a subscriber of its own.
 *
 * Demand: the flow first requests [prefetch] items. Each time the collector has returned from half of them, rounded up,
 * it requests as many again. So at most `prefetch` items are on their way or wait. With a prefetch of 1 the stream is
 * asked for an item when the collector has returned from the one before. An operator behind, such as `buffer`, collects
 * ahead of its own collector as from any flow.
 *
 * Thread: the collector is called in its own context. The collecting thread runs the stream while only demand drives
 * it; `runOn` moves the stream elsewhere. Cancellation: when the collector is cancelled, fails or has enough, the
 * stream is cancelled, and the items that wait are discarded. The stream's functions find the task locals of
 * [asContextElement].
 *
 * @param prefetch 1 to 65,536
 * @throws IllegalArgumentException if the prefetch is out of range
 */
public fun <T : Any> Many<T>.asFlow(prefetch: Int = DEFAULT_PREFETCH): Flow<T> {
    require(prefetch in 1..65_536) { "asFlow needs a prefetch of 1 to 65536, but was given $prefetch" }
    CoroutinesVersion.check()
    return ManyFlow(this, prefetch)
}

/**
 * Makes a stream of the flow. Each subscription collects the flow in a coroutine of its own.
 *
 * Demand: the coroutine begins when the first item is requested, and each `emit` waits for demand. Thread: the workers
 * of the subscription's runtime, unless [context] has another dispatcher. Cancellation: cancelling the stream cancels
 * the coroutine. Errors: a failure of the flow fails the stream. So does a `CancellationException` of the flow's own,
 * such as that of `withTimeout`, because the flow then has not completed. If the coroutine fails after the stream was
 * cancelled, the failure goes to the runtime's failure handler. The coroutine finds the stream's task locals and what a
 * `ThreadContext` carries.
 *
 * @param context what is added to the coroutine's context; it must not have a `Job`
 * @throws IllegalArgumentException if the context has a job
 */
public fun <T : Any> Flow<T>.asMany(context: CoroutineContext = EmptyCoroutineContext): Many<T> =
    coroutines("asMany", context) { collect(it) }

/** Makes a stream of the items that the block emits. The block is called for each subscription, as with [asMany]. */
public fun <T : Any> many(
    context: CoroutineContext = EmptyCoroutineContext,
    block: suspend FlowCollector<T>.() -> Unit,
): Many<T> = coroutines("many", context) { kotlinx.coroutines.flow.flow(block).collect(it) }

/**
 * Makes a stream of the block's result, which is empty if that is null. The block is called for each subscription, as
 * with [asMany]. Coroutines that it launches in its scope end before there is a result.
 */
public fun <T : Any> one(
    context: CoroutineContext = EmptyCoroutineContext,
    block: suspend CoroutineScope.() -> T?,
): One<T> =
    One.from(coroutines<T>("one", context) { collector -> coroutineScope(block)?.let { collector.emit(it) } })
