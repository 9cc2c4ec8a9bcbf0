package io.nagare.kotlin

import io.nagare.driver.Demand
import io.nagare.driver.Driver
import io.nagare.failure.RuntimeClosedException
import java.util.concurrent.atomic.AtomicLong
import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.async
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.flow.FlowCollector
import org.reactivestreams.Publisher
import org.reactivestreams.Subscriber
import org.reactivestreams.Subscription

/** Emits the items of a coroutine, which is started for each subscriber. Immutable; used by any thread. */
internal class CoroutinePublisher<T : Any>(
    private val driver: Driver,
    private val context: CoroutineContext,
    private val body: suspend (FlowCollector<T>) -> Unit,
) : Publisher<T> {

    override fun subscribe(subscriber: Subscriber<in T>) {
        subscriber.onSubscribe(CoroutineSubscription(subscriber, driver, context, body))
    }
}

/**
 * One coroutine and its subscriber. The coroutine sends the items, and its end becomes the end of the stream, also if
 * it was cancelled before it began. Any thread may request and cancel.
 */
private class CoroutineSubscription<T : Any>(
    private val subscriber: Subscriber<in T>,
    private val driver: Driver,
    context: CoroutineContext,
    private val body: suspend (FlowCollector<T>) -> Unit,
) : Subscription, FlowCollector<T> {

    private val requested = AtomicLong()

    /** Holds a signal if there may be new demand since the coroutine looked last. */
    private val moreRequested = Channel<Unit>(Channel.CONFLATED)

    @Volatile private var cancelled = false

    /** Not `launch`: a failure is the subscriber's, and no exception handler's. */
    private val coroutine =
        CoroutineScope(context).async(start = CoroutineStart.LAZY) { body(this@CoroutineSubscription) }

    init {
        coroutine.invokeOnCompletion(::end)
    }

    override fun request(n: Long) {
        requested.getAndUpdate { Demand.add(it, n) }
        moreRequested.trySend(Unit)
        coroutine.start()
    }

    override fun cancel() {
        cancelled = true
        // With its argument: the call without has another name in older versions of coroutines.
        coroutine.cancel(null as CancellationException?)
    }

    override suspend fun emit(value: T) {
        try {
            currentCoroutineContext().ensureActive()
            while (requested.get() == 0L) {
                moreRequested.receive()
            }
        } catch (end: CancellationException) {
            discard(value)
            throw end
        }
        requested.getAndUpdate { if (it == Demand.UNBOUNDED) it else it - 1 }
        subscriber.onNext(value)
    }

    /** A subscriber that has cancelled discards what still comes (rule 2.8). Any other one did not ask for it. */
    private fun discard(value: T) {
        if (cancelled) {
            subscriber.onNext(value)
        } else {
            null.discard(value)
        }
    }

    private fun end(failure: Throwable?) {
        when {
            failure == null -> subscriber.onComplete()
            !cancelled -> subscriber.onError(reasonOf(failure))
            failure !is CancellationException -> driver.unseen(failure, "a coroutine whose stream was cancelled")
        }
    }

    /** A coroutine whose dispatcher belongs to a closed runtime was cancelled for that reason. */
    private fun reasonOf(failure: Throwable): Throwable {
        val cause = failure.cause
        return if (failure is CancellationException && cause is RuntimeClosedException) cause else failure
    }
}
