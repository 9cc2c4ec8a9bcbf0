package io.nagare.kotlin

import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Delay
import kotlinx.coroutines.DisposableHandle
import kotlinx.coroutines.InternalCoroutinesApi
import kotlinx.coroutines.Runnable

/**
 * Runs some coroutines of a runtime's dispatcher at a time. Any thread may call.
 *
 * The library's own view gives its dispatcher no contexts. So when the runtime is closed, its coroutines would go on
 * elsewhere without being cancelled. This one gives each block its context.
 */
@OptIn(InternalCoroutinesApi::class)
internal class LimitedView(private val limited: CoroutineDispatcher, private val workers: WorkerDispatcher) :
    CoroutineDispatcher(), Delay {

    override fun dispatch(context: CoroutineContext, block: Runnable): Unit =
        limited.dispatch(context) { workers.runLimited(context, block) }

    override fun dispatchYield(context: CoroutineContext, block: Runnable): Unit =
        limited.dispatchYield(context) { workers.runLimited(context, block) }

    override fun limitedParallelism(parallelism: Int, name: String?): CoroutineDispatcher =
        LimitedView(limited.limitedParallelism(parallelism, name), workers)

    override fun scheduleResumeAfterDelay(timeMillis: Long, continuation: CancellableContinuation<Unit>): Unit =
        workers.scheduleResumeAfterDelay(timeMillis, continuation)

    override fun invokeOnTimeout(timeMillis: Long, block: Runnable, context: CoroutineContext): DisposableHandle =
        workers.invokeOnTimeout(timeMillis, block, context)

    override fun toString(): String = limited.toString()
}
