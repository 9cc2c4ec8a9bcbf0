package io.nagare.kotlin

import io.nagare.Many
import io.nagare.Nagare
import io.nagare.TaskLocal
import io.nagare.driver.ThreadContext
import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.Job
import kotlinx.coroutines.flow.FlowCollector

/** Makes a stream of the items that a coroutine emits. The context is checked on behalf of the given call. */
internal fun <T : Any> coroutines(
    call: String,
    context: CoroutineContext,
    body: suspend (FlowCollector<T>) -> Unit,
): Many<T> {
    require(context[Job] == null) {
        "$call needs a context without a job, because the subscription decides how long the coroutine lives," +
            " but was given ${context[Job]}"
    }
    CoroutinesVersion.check()
    return Many.defer {
        val runtime = Nagare.current()
        CoroutinePublisher(runtime.driver(), contextHere(runtime) + context, body)
    }
}

/** Returns the context for a coroutine that belongs to the stream whose function is running. */
private fun contextHere(runtime: Nagare): CoroutineContext {
    var context: CoroutineContext = runtime.asCoroutineDispatcher()
    for ((local, value) in TaskLocal.values()) {
        @Suppress("UNCHECKED_CAST") // a local's value is of the local's type
        context += TaskLocalElement(local as TaskLocal<Any>, value)
    }
    ThreadContext.carried()?.capture()?.let { context += CarriedElement(it) }
    return context
}
