@file:JvmMultifileClass
@file:JvmName("KotlinNagare")

package io.nagare.kotlin

import io.nagare.TaskLocal
import kotlin.coroutines.CoroutineContext

/**
 * Makes a context element that gives the local a value in a coroutine: in its own functions, on whatever thread, and in
 * the streams of ours that it awaits or collects. A `contextWrite` of such a stream is found first.
 *
 * ```
 * withContext(REQUEST.asContextElement("r-17")) { orders.await() }
 * ```
 *
 * In the other direction nothing is needed: a coroutine of [one], [many] or [asMany] has the locals of its stream.
 */
public fun <V : Any> TaskLocal<V>.asContextElement(value: V): CoroutineContext.Element = TaskLocalElement(this, value)
