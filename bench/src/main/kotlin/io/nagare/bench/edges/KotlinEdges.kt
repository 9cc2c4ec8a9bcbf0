package io.nagare.bench.edges

import io.nagare.bench.edges.Edges.AHEAD
import io.nagare.bench.edges.Edges.BROADCAST
import io.nagare.bench.edges.Edges.FEW_ITEMS
import io.nagare.bench.edges.Edges.INNER_ITEMS
import io.nagare.bench.edges.Edges.ITEMS
import io.nagare.bench.edges.Edges.QUEUE
import io.nagare.bench.edges.Edges.REPLAYED
import io.nagare.bench.edges.Edges.STREAMS
import io.nagare.bench.edges.Edges.SUBSCRIBERS
import io.nagare.bench.edges.Edges.TIMERS
import io.nagare.bench.edges.Edges.WORKERS
import java.util.concurrent.Executors
import java.util.stream.LongStream
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.FlowPreview
import kotlinx.coroutines.Job
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancel
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.SharingCommand
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.consumeAsFlow
import kotlinx.coroutines.flow.count
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flattenConcat
import kotlinx.coroutines.flow.flatMapLatest
import kotlinx.coroutines.flow.flatMapMerge
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.merge
import kotlinx.coroutines.flow.shareIn
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.timeout
import kotlinx.coroutines.flow.zip
import kotlinx.coroutines.launch
import kotlinx.coroutines.reactive.asFlow
import kotlinx.coroutines.reactive.asPublisher
import kotlinx.coroutines.runBlocking

/**
 * The edges of Kotlin's Flow. A hop is `buffer`, which runs the upstream flow in a coroutine of its own on the same
 * workers. It is several times as fast as `flowOn` with another dispatcher. A shared flow never completes, so its
 * subscribers take as many items as there are.
 */
@OptIn(ExperimentalCoroutinesApi::class, FlowPreview::class)
internal class KotlinEdges : Edges {

    private val workers = Executors.newFixedThreadPool(WORKERS).asCoroutineDispatcher()
    private val reactor = ReactorSide()

    private fun range(items: Int = ITEMS): Flow<Int> = (1..items).asFlow()

    private fun hopped(items: Int = ITEMS): Flow<Int> = range(items).buffer()

    private fun count(stream: Flow<*>): Long = runBlocking(workers) { stream.count().toLong() }

    override fun hop() = count(range().map { it + 1 }.buffer().map { it + 1 })

    override fun hopHeavy() =
        count(range(FEW_ITEMS).map { HeavyFunction.apply(it) }.buffer().map { HeavyFunction.apply(it) })

    override fun fromAsynchronous() = count(reactor.asynchronous().asFlow().map { it + 1 })

    override fun fromAsynchronousMoved() = fromAsynchronous()

    override fun fromSynchronous() = count(reactor.synchronous().asFlow().map { it + 1 })

    override fun consumedByReactor() = ReactorSide.count(range().map { it + 1 }.asPublisher())

    override fun zip() = count(hopped().zip(hopped()) { one, other -> one + other })

    override fun merge() = count(merge(hopped(ITEMS / 2), hopped(ITEMS / 2)))

    override fun mergeMany() = count(List(STREAMS) { hopped(ITEMS / STREAMS) }.merge())

    override fun concat() = count(flowOf(hopped(ITEMS / 2), hopped(ITEMS / 2)).flattenConcat())

    override fun share(): Long = runBlocking(workers) {
        val sharing = CoroutineScope(workers + Job())
        val whenAllHaveCome = SharingStarted { subscribers ->
            flow {
                subscribers.first { it == SUBSCRIBERS }
                emit(SharingCommand.START)
            }
        }
        val shared = hopped().buffer(AHEAD).shareIn(sharing, whenAllHaveCome)
        val counts = List(SUBSCRIBERS) { async { shared.take(ITEMS).count().toLong() } }.awaitAll()
        sharing.cancel()
        Edges.same(LongStream.of(*counts.toLongArray()))
    }

    override fun replay(): Long = runBlocking(workers) {
        val sharing = CoroutineScope(workers + Job())
        val all = ITEMS - REPLAYED
        val replayed = range(all).shareIn(sharing, SharingStarted.Lazily, REPLAYED)
        val count = replayed.take(all).count() + replayed.take(REPLAYED).count()
        sharing.cancel()
        count.toLong()
    }

    override fun flatMapBlocking() =
        count(range(FEW_ITEMS).flatMapMerge(STREAMS) { item -> flow { emit(item) }.flowOn(Dispatchers.IO) })

    /** Each flow is collected by a coroutine of its own. */
    override fun flatMapHop() =
        count(range(FEW_ITEMS).flatMapMerge(STREAMS) { item -> flow { emit(item) } })

    override fun flatMapDelay() =
        count(
            range(FEW_ITEMS).flatMapMerge(TIMERS) { item ->
                flow {
                    delay(1)
                    emit(item)
                }
            },
        )

    /** With room for all items nothing is lost when the next item cancels a flow. */
    override fun switchMap() =
        count(
            hopped(ITEMS / INNER_ITEMS)
                .flatMapLatest { (it until it + INNER_ITEMS).asFlow() }
                .buffer(Channel.UNLIMITED),
        )

    override fun timeout() = count(range().timeout(5.seconds))

    override fun mpsc(): Long = runBlocking(workers) {
        val values = Channel<Int>(QUEUE)
        launch {
            for (i in 1..ITEMS) {
                values.send(i)
            }
            values.close()
        }
        values.consumeAsFlow().count().toLong()
    }

    override fun broadcast(): Long = runBlocking(workers) {
        val values = MutableSharedFlow<Int>(extraBufferCapacity = BROADCAST)
        val count = async { values.take(ITEMS).count().toLong() }
        values.subscriptionCount.first { it == 1 }
        launch {
            for (i in 1..ITEMS) {
                values.emit(i)
            }
        }
        count.await()
    }

    override fun close() {
        workers.close()
        reactor.close()
    }
}
