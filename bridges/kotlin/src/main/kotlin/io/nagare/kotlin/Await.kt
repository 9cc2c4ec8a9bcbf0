@file:JvmMultifileClass
@file:JvmName("KotlinNagare")

package io.nagare.kotlin

import io.nagare.Many
import io.nagare.One
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.suspendCancellableCoroutine
import org.reactivestreams.Publisher

/**
 * Runs the stream and returns its item.
 *
 * Cancelling the coroutine cancels the stream, and an item that comes too late is discarded as the stream discards
 * items. The stream's functions find the task locals of [asContextElement]. The calling thread runs the stream until
 * the stream would have to wait. No thread waits.
 *
 * @throws NoSuchElementException if the stream completes without an item
 * @throws Throwable the stream's failure. With assertions enabled, coroutines may throw a copy whose cause it is.
 */
public suspend fun <T : Any> One<T>.await(): T =
    awaitOrNull()
        ?: throw NoSuchElementException(
            "await needs an item, but the stream completed without one; awaitOrNull() allows that")

/** Runs a stream that has no item, and returns when it has completed. Otherwise as the other `await`. */
@JvmName("awaitVoid")
public suspend fun One<Void>.await() {
    awaitOrNull()
}

/** Runs the stream and returns its item, or null if there is none. Otherwise as [await]. */
public suspend fun <T : Any> One<T>.awaitOrNull(): T? {
    CoroutinesVersion.check()
    val stream = within(currentCoroutineContext())
    return suspendCancellableCoroutine { Awaiting(it).start(stream) }
}

/** Runs any publisher with unbounded demand, drops its items, and returns when it has completed. As [await] else. */
public suspend fun Publisher<*>.awaitCompletion() {
    Many.from(this).then().await()
}
