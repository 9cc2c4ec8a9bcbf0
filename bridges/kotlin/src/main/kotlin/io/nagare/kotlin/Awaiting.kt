package io.nagare.kotlin

import io.nagare.One
import java.util.concurrent.atomic.AtomicReference
import kotlin.coroutines.resumeWithException
import kotlinx.coroutines.CancellableContinuation
import org.reactivestreams.Subscriber
import org.reactivestreams.Subscription

/**
 * Resumes a coroutine with the outcome of a stream. Signals come one at a time; any thread may cancel the coroutine.
 *
 * Always holds: an item is in [item] until either the completion or the cancellation has taken it out. So the coroutine
 * gets it or it is discarded.
 */
internal class Awaiting<T : Any>(private val continuation: CancellableContinuation<T?>) : Subscriber<T> {

    private val item = AtomicReference<T?>()

    // A thread writes one of these two and then reads the other. So one of the threads cancels the stream at least.
    @Volatile private var cancelled = false

    @Volatile private var upstream: Subscription? = null

    fun start(stream: One<T>) {
        continuation.invokeOnCancellation { cancel() }
        stream.subscribe(this)
    }

    private fun cancel() {
        cancelled = true
        upstream?.cancel()
        discardHeld()
    }

    override fun onSubscribe(subscription: Subscription) {
        upstream = subscription
        if (cancelled) {
            subscription.cancel()
        } else {
            subscription.request(Long.MAX_VALUE)
        }
    }

    override fun onNext(next: T) {
        item.set(next)
        if (cancelled) {
            discardHeld()
        }
    }

    override fun onError(failure: Throwable) {
        discardHeld()
        continuation.resumeWithException(failure)
    }

    /** The coroutine may be cancelled after this and before it runs. Then it does not get the item either. */
    override fun onComplete() {
        continuation.resume(item.getAndSet(null)) { _, lost, _ -> lost?.let(::discard) }
    }

    private fun discardHeld() {
        item.getAndSet(null)?.let(::discard)
    }

    private fun discard(lost: T) {
        upstream.discard(lost)
    }
}
