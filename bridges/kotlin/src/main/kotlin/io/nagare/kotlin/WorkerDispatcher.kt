package io.nagare.kotlin

import io.nagare.Nagare
import io.nagare.driver.Driver
import io.nagare.failure.RuntimeClosedException
import java.util.concurrent.TimeUnit
import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Delay
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.DisposableHandle
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.InternalCoroutinesApi
import kotlinx.coroutines.Runnable
import kotlinx.coroutines.cancel

/**
 * Runs coroutines on the workers of a runtime. Any thread may call. Implementing `Delay` is how a dispatcher brings its
 * own timers, also for the coroutines library's tests.
 */
@OptIn(InternalCoroutinesApi::class, ExperimentalCoroutinesApi::class)
internal class WorkerDispatcher(private val driver: Driver, private val runtime: String) :
    CoroutineDispatcher(), Delay {

    private val timers = TimerStrand(driver)

    override fun dispatch(context: CoroutineContext, block: Runnable) {
        if (driver.isClosed) {
            refuse(context, block)
        } else {
            driver.dispatch { run(context, block) }
        }
    }

    override fun dispatchYield(context: CoroutineContext, block: Runnable) {
        if (driver.isClosed) {
            refuse(context, block)
        } else {
            driver.dispatchLast { run(context, block) }
        }
    }

    /** Runs the block, unless the workers have ended in between and the calling thread is just any thread. */
    private fun run(context: CoroutineContext, block: Runnable) {
        if (driver.isClosed && !Nagare.isWorker(Thread.currentThread())) {
            refuse(context, block)
        } else {
            TaskLocalElement.runCleanly(block)
        }
    }

    /** Runs a block of a view, whose dispatching did not know the context of the block. */
    fun runLimited(context: CoroutineContext, block: Runnable) {
        if (driver.isClosed && !Nagare.isWorker(Thread.currentThread())) {
            context.cancel(runtimeClosed(runtime))
        }
        TaskLocalElement.runCleanly(block)
    }

    override fun limitedParallelism(parallelism: Int, name: String?): CoroutineDispatcher =
        LimitedView(super.limitedParallelism(parallelism, name), this)

    private fun refuse(context: CoroutineContext, block: Runnable) {
        context.cancel(runtimeClosed(runtime))
        Dispatchers.IO.dispatch(context, block)
    }

    override fun scheduleResumeAfterDelay(timeMillis: Long, continuation: CancellableContinuation<Unit>) {
        val timer = timer(
            { TaskLocalElement.runCleanly { with(continuation) { resumeUndispatched(Unit) } } },
            {
                continuation.context.cancel(runtimeClosed(runtime))
                continuation.cancel(runtimeClosed(runtime))
            },
        )
        timer.start(timeMillis)
        continuation.invokeOnCancellation { timer.dispose() }
    }

    override fun invokeOnTimeout(timeMillis: Long, block: Runnable, context: CoroutineContext): DisposableHandle {
        val timer = timer({ TaskLocalElement.runCleanly(block) }) { context.cancel(runtimeClosed(runtime)) }
        timer.start(timeMillis)
        return timer
    }

    private fun timer(reached: () -> Unit, closed: () -> Unit) = Timer(timers, reached, closed)

    private fun Timer.start(timeMillis: Long) = start(TimeUnit.MILLISECONDS, timeMillis)

    override fun toString(): String = "CoroutineDispatcher[$runtime]"
}

/** Says why a coroutine of a closed runtime is cancelled. */
internal fun runtimeClosed(runtime: String): CancellationException {
    val cause = RuntimeClosedException(runtime, "going on with a coroutine")
    return CancellationException(cause.message, cause)
}
