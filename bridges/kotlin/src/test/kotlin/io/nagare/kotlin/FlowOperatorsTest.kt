package io.nagare.kotlin

import io.nagare.Many
import io.nagare.TaskLocal
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicInteger
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.asContextElement
import kotlinx.coroutines.channels.BufferOverflow
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.consumeEach
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.catch
import kotlinx.coroutines.flow.collect
import kotlinx.coroutines.flow.conflate
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.launchIn
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.flow.produceIn
import kotlinx.coroutines.flow.shareIn
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.withContext
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Operators of flows behind a stream: those with a buffer, a channel or a context of their own. */
class FlowOperatorsTest : RuntimeTest() {

    private class NotToday : Exception("not today")

    private val all = (0 until 1_000).toList()

    private fun streams() = listOf(Many.range(0, 1_000), Many.range(0, 1_000).runOn(nagare))

    @Test
    fun buffersOfEachSizeKeepEachItem() = test {
        for (capacity in listOf(Channel.RENDEZVOUS, 1, 10, Channel.BUFFERED, Channel.UNLIMITED)) {
            for (stream in streams()) {
                assertEquals(all, stream.asFlow(3).buffer(capacity).toList())
                assertEquals(all, stream.asFlow(3).flowOn(Dispatchers.Default).buffer(capacity).toList())
                assertEquals(all, stream.asFlow(3).buffer(capacity).flowOn(nagare.asCoroutineDispatcher()).toList())
            }
        }
    }

    @Test
    fun buffersThatDropKeepTheOldestOrTheLatest() = test {
        for (stream in streams()) {
            val kept = stream.asFlow().conflate().toList()
            assertEquals(999, kept.last())
            assertEquals(kept.sorted().distinct(), kept)
        }
        // One thread: while the stream sends, the collector takes one item at most.
        val source = Many.range(0, 50)
        val latest = source.asFlow().buffer(10, BufferOverflow.DROP_OLDEST).toList()
        assertEquals((40..49).toList(), latest.takeLast(10))
        assertTrue(latest.size <= 11, latest.toString())
        val oldest = source.asFlow().buffer(10, BufferOverflow.DROP_LATEST).toList()
        assertEquals((0..9).toList(), oldest.take(10))
        assertTrue(oldest.size <= 11, oldest.toString())
    }

    @Test
    fun aChannelOfAStream() = test {
        for (stream in streams()) {
            val unlimited = stream.asFlow().buffer(Channel.UNLIMITED)
            for (flow in listOf(stream.asFlow(), stream.asFlow(1).buffer(2), unlimited)) {
                val seen = ArrayList<Int>()
                flow.produceIn(this).consumeEach { seen.add(it) }
                assertEquals(all, seen)
            }
        }
    }

    @Test
    fun aConsumerOfTheChannelThatFailsCancelsTheStream() = test {
        val cancelled = CountDownLatch(1)
        val seen = AtomicInteger()
        val failure = runCatching {
            coroutineScope {
                Many.range(0, Int.MAX_VALUE)
                    .runOn(nagare)
                    .doOnCancel { cancelled.countDown() }
                    .asFlow(2)
                    .buffer(1)
                    .produceIn(this)
                    .consumeEach { if (seen.incrementAndGet() == 5) throw NotToday() }
            }
        }.exceptionOrNull()
        assertTrue(failure is NotToday, failure.toString())
        withContext(Dispatchers.IO) { cancelled.awaitSoon() }
        assertEquals(5, seen.get())
    }

    @Test
    fun aFailureInTheMiddleCancelsTheStreamAndIsCaught() = test {
        val cancelled = CountDownLatch(1)
        val steps = ConcurrentLinkedQueue<String>()
        Many.range(0, 100)
            .doOnCancel { cancelled.countDown() }
            .asFlow(1)
            .onEach { steps.add("item $it"); throw NotToday() }
            .catch { steps.add(it.message!!) }
            .launchIn(this)
            .join()
        assertEquals(listOf("item 0", "not today"), steps.toList())
        withContext(Dispatchers.IO) { cancelled.awaitSoon() }
    }

    @Test
    fun aSharedFlowHasOneSubscription() = test {
        val subscribed = AtomicInteger()
        coroutineScope {
            val sharing = kotlinx.coroutines.CoroutineScope(coroutineContext + kotlinx.coroutines.Job())
            val shared = Many.range(0, 5)
                .doOnSubscribe { subscribed.incrementAndGet() }
                .concatWith(Many.never())
                .asFlow()
                .shareIn(sharing, SharingStarted.Lazily, replay = 5)
            assertEquals(listOf(0, 1, 2, 3, 4), shared.take(5).toList())
            assertEquals(listOf(0, 1, 2, 3, 4), shared.take(5).toList())
            sharing.coroutineContext[kotlinx.coroutines.Job]!!.cancel()
        }
        assertEquals(1, subscribed.get())
    }

    /** The collecting thread runs a stream that only demand drives: at the first request and at later ones. */
    @Test
    fun functionsOfTheStreamFindThreadLocalsOfFlowOn() = test {
        val local = ThreadLocal.withInitial { "none" }
        val stream = Many.range(0, 100).map { local.get() }
        val element = local.asContextElement("set")
        assertEquals(setOf("set"), stream.asFlow(3).flowOn(Dispatchers.IO + element).toList().toSet())
        assertEquals(setOf("set"), stream.asFlow(3).flowOn(element).toList().toSet())
        assertEquals(setOf("none"), stream.asFlow(3).toList().toSet())
    }

    @Test
    fun functionsOfTheStreamFindTaskLocalsOfFlowOn() = test {
        val local = TaskLocal.named<String>("request")
        val element = local.asContextElement("r-17")
        for (stream in streams().map { it.map { _ -> local.getOr("none") } }) {
            for (context in listOf(element, Dispatchers.IO + element, nagare.asCoroutineDispatcher() + element)) {
                assertEquals(setOf("r-17"), stream.asFlow(3).flowOn(context).toList().toSet())
            }
            assertEquals(setOf("none"), stream.asFlow(3).toList().toSet())
        }
    }

    @Test
    fun aFlowKeepsItsContextAcrossAStream() {
        val elsewhere = many { withContext(Dispatchers.IO) { emit(1) } }
        val failure = assertThrows(IllegalStateException::class.java) { nagare.blockOn(elsewhere.next()) }
        assertTrue(failure.message!!.contains("Flow invariant is violated"), failure.message)
        val inside = many { Many.range(0, 3).runOn(nagare).asFlow().map { it * 2 }.collect { emit(it) } }
        assertEquals(listOf(0, 2, 4), nagare.blockOn(inside.collectList()))
    }
}
