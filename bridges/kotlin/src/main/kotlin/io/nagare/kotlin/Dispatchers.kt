@file:JvmMultifileClass
@file:JvmName("KotlinNagare")

package io.nagare.kotlin

import io.nagare.Nagare
import io.nagare.driver.Resource
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineExceptionHandler
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.job

/**
 * Returns the dispatcher that runs coroutines on the workers of this runtime. A runtime has one, so that `withContext`
 * does not move a coroutine that is there already.
 *
 * - Coroutines must not block; `Dispatchers.IO` is for that. `runBlocking` on a worker holds the worker up.
 * - `isDispatchNeeded` is always true: a coroutine never runs within the code that resumes it, also on a worker.
 *   `yield()` lets everything run first that is ready on the worker.
 * - `delay`, `withTimeout` and the flow operators of time use the runtime's timers, so virtual time drives them.
 * - On a current-thread runtime, coroutines run while a thread is inside `blockOn`.
 * - When the runtime is closed, coroutines that `delay` are cancelled, and so is each other one when it is resumed. A
 *   cancelled one runs its `finally` blocks on `Dispatchers.IO`. This is the contract of `ExecutorCoroutineDispatcher`.
 *   Closing does not wait for coroutines. [newCoroutineScope] cancels those that wait, too.
 */
public fun Nagare.asCoroutineDispatcher(): CoroutineDispatcher {
    CoroutinesVersion.check()
    return driver().shared(WorkerDispatcher::class.java) { WorkerDispatcher(driver(), toString()) }
}

/**
 * Makes a scope on this runtime's workers. Closing the runtime cancels all its coroutines, whatever they wait for.
 *
 * A failure of one coroutine does not cancel the others. If nobody awaits it, it goes to the runtime's failure handler.
 * Cancel the scope when it is not needed any more; otherwise it stays until the runtime is closed.
 */
public fun Nagare.newCoroutineScope(): CoroutineScope {
    val driver = driver()
    val failures = CoroutineExceptionHandler { _, failure -> driver.unseen(failure, "a coroutine") }
    val scope = CoroutineScope(asCoroutineDispatcher() + SupervisorJob() + failures)
    val job = scope.coroutineContext.job
    val name = toString()
    val closing = Resource { job.cancel(runtimeClosed(name)) }
    if (driver.opened(closing)) {
        job.invokeOnCompletion { driver.closed(closing) }
    } else {
        closing.runtimeClosed()
    }
    return scope
}
