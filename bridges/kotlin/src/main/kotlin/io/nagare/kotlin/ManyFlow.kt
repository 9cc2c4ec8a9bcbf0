package io.nagare.kotlin

import io.nagare.Many
import io.nagare.driver.DiscardingSubscription
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.getOrElse
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.FlowCollector
import org.reactivestreams.Subscriber
import org.reactivestreams.Subscription

/** A flow of a stream's items. Immutable; used by any thread. */
internal class ManyFlow<T : Any>(private val many: Many<T>, private val prefetch: Int) : Flow<T> {

    override suspend fun collect(collector: FlowCollector<T>) {
        val items = Arriving<T>(prefetch)
        try {
            many.within(currentCoroutineContext()).subscribe(items)
            items.sendTo(collector)
        } finally {
            items.cancel()
        }
    }

    override fun toString(): String = "Flow[$many]"
}

/**
 * The items that wait for the collector. Signals come one at a time. The collector's coroutine takes and cancels.
 *
 * Always holds: at most as many items wait, or may still come, as the channel has room for. An item that enters the
 * channel is given to the collector or discarded.
 */
private class Arriving<T : Any>(private val prefetch: Int) : Subscriber<T> {

    private val batch = (prefetch + 1) / 2
    private val waiting = Channel<T>(prefetch, onUndeliveredElement = ::discard)

    @Volatile private var upstream: Subscription? = null

    suspend fun sendTo(collector: FlowCollector<T>) {
        val context = currentCoroutineContext()
        var taken = 0
        while (true) {
            context.ensureActive()
            val item = waiting.receiveCatching().getOrElse { failure ->
                failure?.let { throw it }
                return
            }
            collector.emit(item)
            if (++taken == batch) {
                taken = 0
                request()
            }
        }
    }

    /** Requests a batch, and runs the stream if it waits for that alone. */
    private fun request() {
        val from = upstream
        if (from is DiscardingSubscription) {
            from.requestAndHelp(batch.toLong())
        } else {
            from?.request(batch.toLong())
        }
    }

    fun cancel() {
        upstream?.cancel()
        // Here and in close() with an argument: the calls without have other names in older versions of coroutines.
        waiting.cancel(null as CancellationException?)
    }

    override fun onSubscribe(subscription: Subscription) {
        upstream = subscription
        subscription.request(prefetch.toLong())
    }

    override fun onNext(item: T) {
        if (waiting.trySend(item).isFailure) {
            discard(item)
        }
    }

    override fun onError(failure: Throwable) {
        waiting.close(failure)
    }

    override fun onComplete() {
        waiting.close(null)
    }

    private fun discard(item: T) {
        upstream.discard(item)
    }
}
